package org.jettyferry.update;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jettyferry.changelog.ChangeLogException;
import org.jettyferry.changelog.ChangeLogSession;
import org.jettyferry.changelog.Doubt;
import org.jettyferry.changelog.LockRow;
import org.jettyferry.changelog.PendingChangeSet;
import org.jettyferry.jdbc.Catalog;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.DatabaseException;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.LockSession;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;

/** Updates one schema: the one in which the connections of a database begin. */
public final class SchemaUpdate {
    private final Database database;
    private final Dialect dialect;

    /** Makes it without connecting to the database. */
    public SchemaUpdate(Database database) {
        this.database = database;
        this.dialect = database.dialect();
    }

    /**
     * Returns what the schema lacks. Takes no lock and changes nothing.
     *
     * @throws OperatorException if a change log is not valid
     */
    public UpdateStatus status(UpdateFolder updates) {
        try (Connection connection = database.open()) {
            String schema = dialect.server(connection).currentSchema();
            return new UpdateStatus(schema, pending(connection, schema, updates), dialect.transactionalDdl());
        } catch (SQLException e) {
            throw DatabaseException.of(dialect, "read what has run", e);
        }
    }

    /**
     * Returns the SQL of everything that would run, with that of Liquibase's own tables. Takes no lock and changes
     * nothing.
     *
     * @throws OperatorException if a change log is not valid
     */
    public String plan(UpdateFolder updates) {
        UpdateStatus status = status(updates);
        try (Connection connection = database.open()) {
            StringBuilder sql = new StringBuilder();
            for (String file : updates.changeLogs()) {
                int count = Math.toIntExact(status.pending().stream()
                        .filter(changeSet -> changeSet.file().equals(file))
                        .count());
                if (count > 0) {
                    sql.append(sql(connection, status.schema(), updates, file, count));
                }
            }
            return sql.toString();
        } catch (SQLException e) {
            throw DatabaseException.of(dialect, "make the SQL of the updates", e);
        } catch (ChangeLogException e) {
            throw failed("make the SQL of the updates", e);
        }
    }

    private String sql(Connection connection, String schema, UpdateFolder updates, String file, int count)
            throws SQLException, ChangeLogException {
        try (ChangeLogSession session =
                ChangeLogSession.openWithoutTransaction(connection, dialect, schema, updates.folder())) {
            return session.sql(file, count);
        }
    }

    /**
     * Runs what has not run. Takes no lock if that is nothing.
     *
     * <p>Where DDL is transactional, change sets run in one transaction, except for those that can't: each run of these
     * is a part of its own.
     *
     * @param patience how long to wait for another process
     * @param doubt what to do with a statement of which nobody can tell whether it has run
     * @return the number of change sets that have run
     * @throws OperatorException if one fails; the message says what was kept
     */
    public int run(UpdateFolder updates, Duration patience, Doubt doubt, UpdateListener listener) {
        UpdateStatus before = status(updates);
        if (before.isUpToDate()) {
            return 0;
        }
        try (UpdateLock lock = UpdateLock.take(database, before.schema(), patience, false, listener);
                Connection work = database.open()) {
            if (!dialect.server(work).tryLock(UpdateLock.workName(before.schema()))) {
                throw new IllegalStateException("the lock of the work is held, though that of the update was free");
            }
            List<PendingChangeSet> pending = pending(work, before.schema(), updates);
            new UpdateRun(dialect, before.schema(), updates, work, lock).run(pending, doubt, listener);
            return pending.size();
        } catch (SQLException e) {
            throw DatabaseException.of(dialect, "update the schema " + before.schema(), e);
        }
    }

    /**
     * Describes the lock of the updates.
     *
     * @param holder the session that holds it; empty if it is free
     * @param work the session that does the work; empty if there is none
     * @param row who holds the row of Liquibase's lock table, and since when; empty if it is free
     */
    public record Lock(String schema, Optional<LockSession> holder, Optional<LockSession> work, Optional<String> row) {
        /** Returns whether a process holds the lock that has spoken to the server lately. */
        public boolean isAlive() {
            return holder.isPresent() && holder.get().silent().compareTo(UpdateLock.SILENCE) <= 0;
        }

        /** Returns whether another Liquibase program has taken the row. */
        public boolean isForeign() {
            return row.isPresent() && !LockRow.isOwn(row.get());
        }
    }

    /** Returns who holds the lock. */
    public Lock lock() {
        try (Connection connection = database.open()) {
            Catalog server = dialect.server(connection);
            String schema = server.currentSchema();
            return new Lock(
                    schema,
                    server.lockSession(UpdateLock.name(schema)),
                    server.lockSession(UpdateLock.workName(schema)),
                    LockRow.open(connection).owner());
        } catch (SQLException e) {
            throw DatabaseException.of(dialect, "look at the lock", e);
        } catch (ChangeLogException e) {
            throw failed("look at the lock", e);
        }
    }

    /**
     * Frees a lock whose holder is dead, stopped or cut off: ends its sessions, so that it can't write any more should it
     * go on.
     *
     * @param foreign whether to free the row of another Liquibase program too, which nobody can prove to be dead
     * @throws OperatorException if the holder lives
     */
    public void release(boolean foreign) {
        Lock lock = lock();
        if (lock.isAlive()) {
            throw new OperatorException(
                    Kind.REFUSED,
                    "the lock of schema " + lock.schema() + " is held by a living process: "
                            + lock.holder().orElseThrow().description(),
                    "Wait until it is done, or end that process; its lock goes with it. Nothing was changed.");
        }
        try (Connection connection = database.open()) {
            Catalog server = dialect.server(connection);
            for (Optional<LockSession> session : List.of(lock.holder(), lock.work())) {
                if (session.isPresent()) {
                    server.endSession(session.get().id());
                }
            }
        } catch (SQLException e) {
            throw DatabaseException.of(dialect, "end the sessions of the lock's holder", e);
        }
        try (UpdateLock taken =
                UpdateLock.take(database, lock.schema(), Duration.ofSeconds(10), foreign, UpdateListener.SILENT)) {
            taken.check(); // it has taken the row over, and frees it
        } catch (SQLException e) {
            throw DatabaseException.of(dialect, "free the lock", e);
        }
    }

    private List<PendingChangeSet> pending(Connection connection, String schema, UpdateFolder updates)
            throws SQLException {
        try (ChangeLogSession session =
                ChangeLogSession.open(connection, dialect, schema, updates.folder(), Doubt.ASK)) {
            List<PendingChangeSet> pending = new ArrayList<>();
            for (String file : updates.changeLogs()) {
                pending.addAll(session.pending(file));
            }
            return pending;
        } catch (ChangeLogException e) {
            throw failed("read the change logs", e);
        }
    }

    private static OperatorException failed(String attempt, ChangeLogException e) {
        return new OperatorException(
                Kind.FAILED, "could not " + attempt + ": " + e.getMessage(), "Nothing was changed.", e);
    }
}
