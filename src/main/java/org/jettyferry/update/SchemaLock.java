package org.jettyferry.update;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jettyferry.changelog.ChangeLogException;
import org.jettyferry.changelog.LockRow;
import org.jettyferry.jdbc.Catalog;
import org.jettyferry.jdbc.ClientSession;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.DatabaseException;
import org.jettyferry.jdbc.LockSession;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.Pause;

/** The lock of a schema's updates, for somebody who looks at it or frees it. {@link UpdateLock} is the side that holds it. */
public final class SchemaLock {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int LOOKS = 4;
    private static final long LOOK_MILLIS = 500;

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
     * @param foreign what is known of another Liquibase program that has taken the row; empty if none has
     */
    public record State(
            String schema,
            Optional<LockSession> holder,
            Optional<LockSession> work,
            Optional<String> row,
            Optional<ForeignHolder> foreign) {
        /** Returns whether a process holds the lock that has spoken to the server lately. */
        public boolean isAlive() {
            return holder.isPresent() && holder.get().silent().compareTo(UpdateLock.SILENCE) <= 0;
        }
    }

    /** Returns its state. */
    public State state() {
        try (Connection connection = database.open()) {
            Catalog server = database.dialect().server(connection);
            String schema = server.currentSchema();
            Optional<LockSession> holder = server.lockSession(UpdateLock.name(schema));
            Optional<LockSession> work = server.lockSession(UpdateLock.workName(schema));
            Optional<String> row = LockRow.open(connection).owner();
            connection.setAutoCommit(true); // PostgreSQL shows the same sessions for as long as a transaction lasts
            Optional<String> foreign = row.filter(owner -> !LockRow.isOwn(owner));
            return new State(
                    schema,
                    holder,
                    work,
                    row,
                    foreign.isPresent()
                            ? Optional.of(new ForeignHolder(foreign.get(), lastingSessions(server)))
                            : Optional.empty());
        } catch (SQLException e) {
            throw DatabaseException.of(database.dialect(), "look at the lock", e);
        } catch (ChangeLogException e) {
            throw e.of("look at the lock");
        }
    }

    /**
     * Looks for a while: a connection that was closed shows for an instant, and one that a proxy lends to its clients may be
     * missing for one.
     */
    private static Optional<List<ClientSession>> lastingSessions(Catalog server) throws SQLException {
        Optional<List<ClientSession>> sessions = Optional.of(List.of());
        for (int i = 0; i < LOOKS && sessions.isPresent() && sessions.get().isEmpty(); i++) {
            Pause.millis(LOOK_MILLIS);
            sessions = server.otherSessions();
        }
        return sessions;
    }

    /**
     * Frees a lock whose holder is dead, stopped or cut off: ends its sessions, so that it can't write any more should it
     * go on.
     *
     * @param foreignToo whether to free the row of another Liquibase program too, of which it is not proved that it is dead
     * @throws OperatorException if the holder lives, or may live
     */
    public void release(boolean foreignToo) {
        State lock = state();
        if (lock.isAlive()) {
            throw new OperatorException(
                    Kind.REFUSED,
                    "the lock of schema " + lock.schema() + " is held by a living process: "
                            + lock.holder().orElseThrow().description(),
                    "Wait until it is done, or end that process; its lock goes with it. Nothing was changed.");
        }
        lock.foreign().filter(foreign -> !foreignToo && !foreign.isDead()).ifPresent(foreign -> {
            throw new OperatorException(
                    Kind.REFUSED,
                    "another Liquibase program has set the row of DATABASECHANGELOGLOCK in schema " + lock.schema()
                            + ", " + foreign.owner() + "; " + foreign.evidence(),
                    "Wait until it is done. If you are sure that it is dead: the same command with --foreign. Nothing was"
                            + " changed.");
        });
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
                UpdateLock.take(database, lock.schema(), PATIENCE, takeable(lock, foreignToo), UpdateListener.SILENT)) {
            taken.check(); // it has taken the row over, and frees it
        } catch (SQLException e) {
            throw DatabaseException.of(database.dialect(), "free the lock", e);
        }
    }

    /** That one program alone: what has taken the row since may live. */
    private static Predicate<String> takeable(State lock, boolean foreignToo) {
        return owner -> foreignToo
                || lock.foreign()
                        .map(ForeignHolder::owner)
                        .filter(owner::equals)
                        .isPresent();
    }
}
