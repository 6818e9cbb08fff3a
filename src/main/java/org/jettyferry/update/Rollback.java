package org.jettyferry.update;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import org.jettyferry.changelog.ChangeLogException;
import org.jettyferry.changelog.ChangeLogSession;
import org.jettyferry.changelog.Doubt;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;

/**
 * Takes back the change sets that ran after a tag was set, under the lock: in one transaction where DDL is transactional,
 * else one by one.
 *
 * @param work the connection on which they are taken back
 */
record Rollback(Dialect dialect, String schema, UpdateFolder updates, Connection work, UpdateLock lock) {

    /**
     * Takes them back.
     *
     * @return how many
     * @throws OperatorException if there is no such tag, or one cannot be taken back; the message says what was kept
     */
    int to(String tag) throws SQLException {
        int before = behind(tag, history()).size();
        try (ChangeLogSession session = session()) {
            for (String file : newestFirst()) {
                session.rollBackTo(tag, file);
                lock.check();
            }
            refuseLeft(behind(tag, history()));
            session.commit();
            return before;
        } catch (ChangeLogException e) {
            throw new OperatorException(Kind.RESUMABLE, "could not roll back: " + e.getMessage(), kept(), e);
        }
    }

    /**
     * Returns the change sets that ran after a tag was set, the newest first.
     *
     * @throws OperatorException if there is no such tag
     */
    static List<String> behind(String tag, UpdateHistory history) throws SQLException {
        OptionalLong order = history.orderOf(tag);
        if (order.isEmpty()) {
            throw new OperatorException(
                    Kind.REFUSED,
                    "there is no tag " + tag + " in schema " + history.schema(),
                    "`ferry update list` shows the tags. Nothing was changed.");
        }
        return history.behind(order.getAsLong());
    }

    private ChangeLogSession session() throws ChangeLogException {
        return dialect.transactionalDdl()
                ? ChangeLogSession.open(work, dialect, schema, updates.folder(), Doubt.ASK)
                : ChangeLogSession.openWithoutTransaction(work, dialect, schema, updates.folder());
    }

    private List<String> newestFirst() {
        List<String> files = new ArrayList<>();
        for (Update update : updates.updates()) {
            if (update instanceof Update.ChangeLog log) {
                files.add(log.file());
            }
        }
        Collections.reverse(files);
        return files;
    }

    private void refuseLeft(List<String> left) {
        if (!left.isEmpty()) {
            throw new OperatorException(
                    Kind.RESUMABLE,
                    "these change sets ran after the tag and are in no change log of the folder: "
                            + String.join(", ", left),
                    kept());
        }
    }

    private String kept() {
        return dialect.transactionalDdl()
                ? "The schema and its change log are as they were. The folder must be the one that they came from, and each"
                        + " change set must say how to roll it back."
                : "What was taken back before stays so: `ferry update list` shows what is left. Mend the change set, and run"
                        + " the same command again.";
    }

    private UpdateHistory history() {
        return new UpdateHistory(work, dialect, schema);
    }
}
