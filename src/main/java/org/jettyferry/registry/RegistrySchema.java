package org.jettyferry.registry;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.DatabaseException;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.ErrorKind;
import org.jettyferry.jdbc.KeptConnections;

/** The registry's tables. Opens a connection for each query or change, or borrows one, and makes the tables before the first one. */
final class RegistrySchema {
    /** The longest statement is one on all contexts of a schema, which may be a million. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final int ATTEMPTS = 3;

    private final Database database;
    private final Optional<KeptConnections> kept;
    private boolean ready;

    RegistrySchema(Database database) {
        this.database = database;
        this.kept = Optional.empty();
    }

    /** @param size how many connections it keeps */
    RegistrySchema(Database database, int size) {
        this.database = database;
        this.kept = Optional.of(new KeptConnections(database, size, PATIENCE));
    }

    Dialect dialect() {
        return database.dialect();
    }

    /** Opens a connection for a lock that is held long. */
    Connection openForLock() throws SQLException {
        try (Connection connection = open()) {
            database.refuseSharedSessions(connection);
        }
        return database.open();
    }

    /** Runs a query; makes the tables first if they are missing. */
    <T> T ask(String attempt, Question<T> question) {
        try (Connection connection = open()) {
            return question.ask(connection);
        } catch (SQLException e) {
            throw DatabaseException.of(dialect(), attempt, e);
        }
    }

    /** Runs a query; returns {@code nothing} without a registry, so that a reader needs no right to make tables. */
    <T> T look(String attempt, T nothing, Question<T> question) {
        try (Connection connection = connect()) {
            if (!isReady() && !new ChangeSets(database).begun(connection)) {
                return nothing;
            }
            prepare(connection); // they may be half made, or those of an older program
            return question.ask(connection);
        } catch (SQLException e) {
            throw DatabaseException.of(dialect(), attempt, e);
        }
    }

    /** Runs a query on the tables as they are. */
    <T> T askAsItIs(String attempt, Question<T> question) {
        try (Connection connection = connect()) {
            return question.ask(connection);
        } catch (SQLException e) {
            throw DatabaseException.of(dialect(), attempt, e);
        }
    }

    /** Runs a change in one transaction; again if it waited too long for another writer. */
    <T> T change(String attempt, RegistryTransaction.Change<T> change) {
        try (Connection connection = open()) {
            return change(connection, attempt, change);
        } catch (SQLException e) {
            throw DatabaseException.of(dialect(), attempt, e);
        }
    }

    /** Runs a change over an open connection; again if it waited too long for another writer. */
    <T> T change(Connection connection, String attempt, RegistryTransaction.Change<T> change) {
        for (int i = 1; ; i++) {
            try {
                return RegistryTransaction.on(connection, dialect(), attempt, change);
            } catch (SQLException e) {
                if (i == ATTEMPTS || dialect().classify(e) != ErrorKind.LOCKED) {
                    throw DatabaseException.of(dialect(), attempt, e);
                }
            }
        }
    }

    private Connection open() throws SQLException {
        Connection connection = connect();
        try {
            prepare(connection);
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private Connection connect() throws SQLException {
        return kept.isPresent() ? kept.get().open() : database.open(PATIENCE);
    }

    void close() {
        kept.ifPresent(KeptConnections::close);
    }

    private synchronized boolean isReady() {
        return ready;
    }

    private synchronized void prepare(Connection connection) throws SQLException {
        if (!ready) {
            new ChangeSets(database).apply(connection);
            ready = true;
        }
    }

    /** A query over a connection. */
    @FunctionalInterface
    interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }
}
