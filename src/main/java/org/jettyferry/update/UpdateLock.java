package org.jettyferry.update;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.jettyferry.changelog.ChangeLogException;
import org.jettyferry.changelog.LockRow;
import org.jettyferry.jdbc.Catalog;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.LockSession;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.Pause;
import org.jettyferry.jdbc.Sql;
import org.jspecify.annotations.Nullable;

/**
 * The lock of a schema's updates, from {@link #take} to {@link #close}. The package description has the picture.
 *
 * <p>A thread sends something over the lock connection every few seconds. So others can see on the server whether this
 * process still works, and this process learns that it has lost the lock. Thread-safe.
 */
final class UpdateLock implements AutoCloseable {
    /** A holder that has sent nothing for this time is stopped or cut off. */
    static final Duration SILENCE = Duration.ofSeconds(30);

    private static final long TELL_NANOS = 5_000_000_000L;
    private static final long PAUSE_MILLIS = 200;
    private static final long BEAT_MILLIS = 5_000;
    private static final Duration ROLLBACK = Duration.ofMinutes(10);

    private final Connection connection;
    private final Catalog server;
    private final String schema;
    private @Nullable LockRow row;
    private final Thread heart = new Thread(this::beat, "ferry-update-lock");
    private volatile @Nullable SQLException lost;
    private volatile boolean closed;

    private UpdateLock(Connection connection, Catalog server, String schema) {
        this.connection = connection;
        this.server = server;
        this.schema = schema;
    }

    /** Returns the name of the advisory lock. */
    static String name(String schema) {
        return "update " + schema;
    }

    /** Returns the name of the advisory lock of the connection that does the work. */
    static String workName(String schema) {
        return "update work " + schema;
    }

    /**
     * Takes the lock; waits for another process that holds it.
     *
     * @param patience how long to wait
     * @param foreign whether to take the row of another Liquibase program, by its owner, instead of waiting for it
     * @throws OperatorException if it is not free by then
     */
    static UpdateLock take(
            Database database, String schema, Duration patience, Predicate<String> foreign, UpdateListener listener)
            throws SQLException {
        Connection connection = database.open();
        UpdateLock lock = new UpdateLock(connection, database.dialect().server(connection), schema);
        try {
            database.refuseSharedSessions(connection);
            lock.server.lockLimit().ifPresent(listener::tell);
            long end = System.nanoTime() + patience.toNanos();
            lock.await(end, listener, lock::advisory);
            lock.endLeftWork(listener);
            LockRow row = LockRow.open(connection);
            lock.await(end, listener, () -> foreign(row, foreign));
            connection.setAutoCommit(true);
            lock.row = row;
            lock.heart.setDaemon(true);
            lock.heart.start();
            return lock;
        } catch (SQLException | RuntimeException e) {
            lock.close();
            throw e;
        } catch (ChangeLogException e) {
            lock.close();
            throw new SQLException("the lock table of Liquibase: " + e.getMessage(), e);
        }
    }

    /**
     * Throws if the lock was lost, because somebody has ended the session that holds it.
     *
     * @throws SQLException the reason
     */
    void check() throws SQLException {
        SQLException reason = lost;
        if (reason != null) {
            throw reason;
        }
    }

    @Override
    public void close() throws SQLException {
        closed = true;
        synchronized (connection) {
            try {
                if (row != null && lost == null) {
                    row.release();
                    connection.setAutoCommit(true);
                }
                if (lost == null && !connection.isClosed()) {
                    server.unlock(name(schema));
                }
            } catch (SQLException | ChangeLogException e) {
                // the connection is gone, and the lock with it; the next run takes the row over
            } finally {
                connection.close();
            }
        }
    }

    /** Waits until the question has no answer; the answer says who is in the way. */
    private void await(long end, UpdateListener listener, Question question) throws SQLException, ChangeLogException {
        long told = System.nanoTime() - TELL_NANOS;
        Optional<String> holder = question.ask();
        while (holder.isPresent()) {
            if (System.nanoTime() - end >= 0) {
                throw new OperatorException(
                        Kind.LOCKED,
                        "another process updates the schema " + schema + ": " + holder.get(),
                        "Wait until it is done, or give more time with --wait. `ferry lock list` shows who holds the lock,"
                                + " and whether it still works. Nothing was changed.");
            }
            if (System.nanoTime() - told >= TELL_NANOS) {
                told = System.nanoTime();
                listener.tell("Waiting for the update lock of schema " + schema + ": " + holder.get());
            }
            Pause.millis(PAUSE_MILLIS);
            holder = question.ask();
        }
    }

    private Optional<String> advisory() throws SQLException {
        if (server.tryLock(name(schema))) {
            return Optional.empty();
        }
        Optional<LockSession> holder = server.lockSession(name(schema));
        Optional<LockSession> work = server.lockSession(workName(schema));
        return Optional.of(holder.map(UpdateLock::describe).orElse("the server does not show who holds it")
                + work.map(session -> "; its work: " + session.activity()).orElse(""));
    }

    /** Describes the holder of a lock, and says if it is stopped or cut off. */
    private static String describe(LockSession session) {
        return session.description()
                + (session.silent().compareTo(SILENCE) > 0
                        ? ", which has sent nothing for " + session.silent().toSeconds()
                                + " s: its process is stopped or cut off, and `ferry lock release` ends it"
                        : "");
    }

    private static Optional<String> foreign(LockRow lockRow, Predicate<String> takeable) throws ChangeLogException {
        return lockRow.take(takeable)
                .map(owner ->
                        "another Liquibase program, " + owner + "; if it is dead, `ferry lock release` frees its row");
    }

    /** Ends what a killed process still runs on the server, and waits until that is rolled back. */
    private void endLeftWork(UpdateListener listener) throws SQLException {
        long end = System.nanoTime() + ROLLBACK.toNanos();
        boolean told = false;
        while (!server.tryLock(workName(schema))) {
            Optional<LockSession> left = server.lockSession(workName(schema));
            if (left.isPresent() && !told) {
                listener.tell("A killed update has left work on the server, which ends now: "
                        + left.get().description() + ", " + left.get().activity());
                server.endSession(left.get().id());
                told = true;
            }
            if (System.nanoTime() - end >= 0) {
                throw new OperatorException(
                        Kind.LOCKED,
                        "the last statement of a killed update still runs on the server or is being rolled back",
                        "Run the same command again later. Nothing was changed.");
            }
            Pause.millis(PAUSE_MILLIS);
        }
        server.unlock(workName(schema));
    }

    private void beat() {
        while (!closed && lost == null) {
            try {
                Thread.sleep(BEAT_MILLIS);
                synchronized (connection) {
                    if (!closed) {
                        Sql.number(connection, "select 1");
                    }
                }
            } catch (SQLException e) {
                lost = e;
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Asks who is in the way. */
    @FunctionalInterface
    private interface Question {
        Optional<String> ask() throws SQLException, ChangeLogException;
    }
}
