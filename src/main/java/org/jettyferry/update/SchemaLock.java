package org.jettyferry.update;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jettyferry.changelog.ChangeLogException;
import org.jettyferry.changelog.LockRow;
import org.jettyferry.jdbc.Catalog;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.DatabaseException;
import org.jettyferry.jdbc.LockSession;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;

/** The lock of a schema's updates, for somebody who looks at it or frees it. {@link UpdateLock} is the side that holds it. */
public final class SchemaLock {
    private final Database database;

    /** Looks at the lock of the schema in which the connections of a database begin. */
    public SchemaLock(Database database) {
        this.database = database;
    }

    /**
     * Describes the lock.
     *
     * @param holder the session that holds it; empty if it is free
     * @param work the session that does the work; empty if there is none
     * @param row who holds the row of Liquibase's lock table, and since when; empty if it is free
     */
    public record State(String schema, Optional<LockSession> holder, Optional<LockSession> work, Optional<String> row) {
        /** Returns whether a process holds the lock that has spoken to the server lately. */
        public boolean isAlive() {
            return holder.isPresent() && holder.get().silent().compareTo(UpdateLock.SILENCE) <= 0;
        }

        /** Returns whether another Liquibase program has taken the row. */
        public boolean isForeign() {
            return row.isPresent() && !LockRow.isOwn(row.get());
        }
    }

    /** Returns its state. */
    public State state() {
        try (Connection connection = database.open()) {
            Catalog server = database.dialect().server(connection);
            String schema = server.currentSchema();
            return new State(
                    schema,
                    server.lockSession(UpdateLock.name(schema)),
                    server.lockSession(UpdateLock.workName(schema)),
                    LockRow.open(connection).owner());
        } catch (SQLException e) {
            throw DatabaseException.of(database.dialect(), "look at the lock", e);
        } catch (ChangeLogException e) {
            throw e.of("look at the lock");
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
        State lock = state();
        if (lock.isAlive()) {
            throw new OperatorException(
                    Kind.REFUSED,
                    "the lock of schema " + lock.schema() + " is held by a living process: "
                            + lock.holder().orElseThrow().description(),
                    "Wait until it is done, or end that process; its lock goes with it. Nothing was changed.");
        }
        try (Connection connection = database.open()) {
            Catalog server = database.dialect().server(connection);
            for (Optional<LockSession> session : List.of(lock.holder(), lock.work())) {
                if (session.isPresent()) {
                    server.endSession(session.get().id());
                }
            }
        } catch (SQLException e) {
            throw DatabaseException.of(database.dialect(), "end the sessions of the lock's holder", e);
        }
        try (UpdateLock taken =
                UpdateLock.take(database, lock.schema(), Duration.ofSeconds(10), foreign, UpdateListener.SILENT)) {
            taken.check(); // it has taken the row over, and frees it
        } catch (SQLException e) {
            throw DatabaseException.of(database.dialect(), "free the lock", e);
        }
    }
}
