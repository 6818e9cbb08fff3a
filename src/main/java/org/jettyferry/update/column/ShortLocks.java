package org.jettyferry.update.column;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jettyferry.jdbc.ColumnSync;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.ErrorKind;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.Pause;
import org.jettyferry.jdbc.Sql;

/**
 * Runs transactions that give up their wait for another session's lock after a moment, and begins them anew after a pause:
 * while a change of the table waits, every statement on that table waits behind it. The pauses grow, so that the site works
 * for most of the time while a long transaction is in the way.
 */
final class ShortLocks {
    private static final int LOCK_MILLIS = 300;
    private static final long FIRST_PAUSE_MILLIS = 500;
    private static final long LONGEST_PAUSE_MILLIS = 8000;

    private final Connection connection;
    private final Dialect dialect;
    private final Duration patience;
    private final ColumnListener listener;

    /** @param patience how long to try in all */
    ShortLocks(Connection connection, Dialect dialect, Duration patience, ColumnListener listener) throws SQLException {
        this.connection = connection;
        this.dialect = dialect;
        this.patience = patience;
        this.listener = listener;
        Sql.execute(connection, sync().lockTimeout(LOCK_MILLIS));
    }

    /** Returns the same for another connection. */
    ShortLocks over(Connection other) throws SQLException {
        return new ShortLocks(other, dialect, patience, listener);
    }

    /** What is done in one transaction. */
    @FunctionalInterface
    interface Work {
        void run() throws SQLException;
    }

    /**
     * Runs a transaction, as often as another session is in its way.
     *
     * @param attempt the middle of a sentence, such as "copy rows"
     * @throws OperatorException if another session is in its way all the time
     */
    void run(String attempt, Work work) throws SQLException {
        long end = System.nanoTime() + patience.toNanos();
        for (long pause = FIRST_PAUSE_MILLIS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS)) {
            try {
                connection.setAutoCommit(false);
                work.run();
                connection.commit();
                connection.setAutoCommit(true);
                return;
            } catch (SQLException e) {
                giveUp(e);
                if (dialect.classify(e) != ErrorKind.LOCKED) {
                    throw e;
                }
                if (System.nanoTime() - end >= 0) {
                    throw locked(attempt, e);
                }
                listener.tell("Another session holds a lock: tries again to " + attempt);
                Pause.millis(pause);
            }
        }
    }

    /** Runs statements; a statement that this version of the server does not support is replaced. */
    void execute(List<String> statements) throws SQLException {
        for (String statement : statements) {
            try {
                Sql.execute(connection, statement);
            } catch (SQLException e) {
                List<String> instead = sync().instead(statement, e);
                if (instead.isEmpty()) {
                    throw e;
                }
                Sql.execute(connection, instead);
            }
        }
    }

    private void giveUp(SQLException cause) {
        try {
            connection.rollback();
            Optional<String> unlock = sync().unlock();
            if (unlock.isPresent()) {
                Sql.execute(connection, unlock.get());
            }
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            cause.addSuppressed(e); // the connection is gone, and its transaction and locks with it
        }
    }

    private OperatorException locked(String attempt, SQLException cause) {
        return new OperatorException(
                Kind.RESUMABLE,
                "could not " + attempt + ": other sessions have held locks on the table for " + patience.toSeconds()
                        + " s",
                "What is done so far is kept and recorded. End the long transactions on the table, and run the same"
                        + " command again: it goes on from there.",
                cause);
    }

    private ColumnSync sync() {
        return dialect.columnSync();
    }
}
