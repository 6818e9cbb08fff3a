package org.jettyferry.registry;

import java.sql.Connection;
import java.sql.SQLException;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.DatabaseException;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.ErrorKind;

/** The registry's tables: made when they are first asked, then asked and changed over a connection for each errand. */
final class RegistrySchema {
    private static final int ATTEMPTS = 3;

    private final Database database;
    private boolean ready;

    RegistrySchema(Database database) {
        this.database = database;
    }

    Dialect dialect() {
        return database.dialect();
    }

    /** Asks something of tables that are made where they are missing. */
    <T> T ask(String attempt, Question<T> question) {
        try (Connection connection = open()) {
            return question.ask(connection);
        } catch (SQLException e) {
            throw DatabaseException.of(dialect(), attempt, e);
        }
    }

    /** Looks, and makes nothing: who only wants to see needs no right to change, nor expects it. */
    <T> T look(String attempt, T nothing, Question<T> question) {
        try (Connection connection = database.open()) {
            ChangeSets changeSets = new ChangeSets(database);
            if (!changeSets.begun(connection)) {
                return nothing;
            }
            changeSets.apply(connection); // half of them, or those of an older program
            return question.ask(connection);
        } catch (SQLException e) {
            throw DatabaseException.of(dialect(), attempt, e);
        }
    }

    /** Asks without making the tables where they are missing. */
    <T> T askAsItIs(String attempt, Question<T> question) {
        try (Connection connection = database.open()) {
            return question.ask(connection);
        } catch (SQLException e) {
            throw DatabaseException.of(dialect(), attempt, e);
        }
    }

    /** Changes something, all of it or nothing. A writer that waited too long for another one tries again. */
    <T> T change(String attempt, RegistryTransaction.Change<T> change) {
        try (Connection connection = open()) {
            return change(connection, attempt, change);
        } catch (SQLException e) {
            throw DatabaseException.of(dialect(), attempt, e);
        }
    }

    /** The same over a connection that is there already. */
    <T> T change(Connection connection, String attempt, RegistryTransaction.Change<T> change) {
        for (int i = 1; ; i++) {
            try {
                return RegistryTransaction.on(connection, dialect(), change);
            } catch (SQLException e) {
                if (i == ATTEMPTS || dialect().classify(e) != ErrorKind.LOCKED) {
                    throw DatabaseException.of(dialect(), attempt, e);
                }
            }
        }
    }

    private Connection open() throws SQLException {
        Connection connection = database.open();
        try {
            prepare(connection);
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private synchronized void prepare(Connection connection) throws SQLException {
        if (!ready) {
            new ChangeSets(database).apply(connection);
            ready = true;
        }
    }

    /** Something that is asked over a connection. */
    @FunctionalInterface
    interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }
}
