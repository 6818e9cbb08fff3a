package org.jettyferry.update;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import org.jettyferry.changelog.ChangeLogException;
import org.jettyferry.changelog.ChangeLogSession;
import org.jettyferry.changelog.Doubt;
import org.jettyferry.changelog.PendingChangeSet;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;

/**
 * Runs pending change sets under the lock, in parts: those that share a transaction, and those that can't run in one.
 *
 * @param work the connection on which they run
 */
record UpdateRun(Dialect dialect, String schema, UpdateFolder updates, Connection work, UpdateLock lock) {

    void run(List<PendingChangeSet> pending, Doubt doubt, UpdateListener listener) throws SQLException {
        int kept = 0;
        for (List<PendingChangeSet> part : parts(pending)) {
            try (ChangeLogSession session = session(part, doubt)) {
                run(part, session, listener);
                kept += part.size();
            } catch (ChangeLogException e) {
                throw failed(e, kept, pending.size());
            }
        }
    }

    private void run(List<PendingChangeSet> part, ChangeLogSession session, UpdateListener listener)
            throws ChangeLogException, SQLException {
        for (List<PendingChangeSet> sameFile : byFile(part)) {
            session.run(sameFile.get(0).file(), sameFile.size(), listener);
            lock.check();
        }
        session.commit();
    }

    private ChangeLogSession session(List<PendingChangeSet> part, Doubt doubt) throws ChangeLogException {
        boolean alone = dialect.transactionalDdl() && !part.get(0).transactional();
        return alone
                ? ChangeLogSession.openWithoutTransaction(work, dialect, schema, updates.folder())
                : ChangeLogSession.open(work, dialect, schema, updates.folder(), doubt);
    }

    private List<List<PendingChangeSet>> parts(List<PendingChangeSet> pending) {
        return grouped(
                pending, (one, next) -> !dialect.transactionalDdl() || one.transactional() == next.transactional());
    }

    private static List<List<PendingChangeSet>> byFile(List<PendingChangeSet> part) {
        return grouped(part, (one, next) -> one.file().equals(next.file()));
    }

    private static List<List<PendingChangeSet>> grouped(
            List<PendingChangeSet> list, BiPredicate<PendingChangeSet, PendingChangeSet> together) {
        List<List<PendingChangeSet>> groups = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            if (i == 0 || !together.test(list.get(i - 1), list.get(i))) {
                groups.add(new ArrayList<>());
            }
            groups.get(groups.size() - 1).add(list.get(i));
        }
        return groups;
    }

    private OperatorException failed(ChangeLogException e, int kept, int all) {
        if (e.inDoubt().isPresent()) {
            return new OperatorException(
                    Kind.REFUSED,
                    "a killed run has begun a statement of which the server can't tell whether it has run: "
                            + e.inDoubt().get(),
                    "Look at what it should have changed, and run the same command again with --assume-applied or"
                            + " --assume-not-applied.");
        }
        String remedy = dialect.transactionalDdl()
                ? kept == 0
                        ? "The schema and its change log are as they were. Mend the change set and run the same command"
                                + " again."
                        : kept + " of " + all + " change sets are kept: they came before one that runs without a"
                                + " transaction. Mend the change set and run the same command again."
                : "What has run is recorded, statement by statement: `ferry update status` shows it. Mend the change set,"
                        + " and the same command goes on with the statement that failed.";
        return new OperatorException(Kind.RESUMABLE, "an update failed: " + e.getMessage(), remedy, e);
    }
}
