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
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;

/**
 * Runs pending updates under the lock, in parts: change sets that share a transaction, change sets that can't run in one,
 * and each update of another kind.
 *
 * @param work the connection on which change sets run
 */
record UpdateRun(
        Database database,
        String schema,
        UpdateFolder updates,
        Connection work,
        UpdateLock lock,
        UpdateControl control) {

    void run(List<PendingUpdate> pending, UpdateListener listener) throws SQLException {
        int at = 0;
        while (at < pending.size()) {
            PendingUpdate next = pending.get(at);
            if (next instanceof PendingUpdate.Command command) {
                new CommandRun(database, schema, updates, work, lock).run(command.command(), control.doubt(), listener);
                at++;
            } else if (next instanceof PendingUpdate.Sessions sessions) {
                new SessionsUpgrade(database, sessions.declared()).run(control.heartbeats(), listener);
                lock.check();
                at++;
            } else if (next instanceof PendingUpdate.Column column) {
                listener.begins(column.name());
                new ColumnExpansion(database, column.declared(), control.patience()).run(listener);
                lock.check();
                at++;
            } else {
                List<PendingChangeSet> changeSets = changeSetsFrom(pending, at);
                changeSets(changeSets, listener);
                at += changeSets.size();
            }
        }
    }

    /** Returns the change sets up to the next update of another kind. */
    private static List<PendingChangeSet> changeSetsFrom(List<PendingUpdate> pending, int at) {
        return pending.subList(at, pending.size()).stream()
                .takeWhile(PendingUpdate.ChangeSet.class::isInstance)
                .map(update -> ((PendingUpdate.ChangeSet) update).changeSet())
                .toList();
    }

    private void changeSets(List<PendingChangeSet> pending, UpdateListener listener) throws SQLException {
        int kept = 0;
        for (List<PendingChangeSet> part : parts(pending)) {
            try (ChangeLogSession session = session(part, control.doubt())) {
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
        boolean alone = database.dialect().transactionalDdl() && !part.get(0).transactional();
        return alone
                ? ChangeLogSession.openWithoutTransaction(work, database.dialect(), schema, updates.folder())
                : ChangeLogSession.open(work, database.dialect(), schema, updates.folder(), doubt);
    }

    private List<List<PendingChangeSet>> parts(List<PendingChangeSet> pending) {
        return grouped(
                pending,
                (one, next) -> !database.dialect().transactionalDdl() || one.transactional() == next.transactional());
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
        String remedy = database.dialect().transactionalDdl()
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
