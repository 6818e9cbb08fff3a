package org.jettyferry.registry;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * One transaction that changes the registry. Its first statement adds 1 to the version. The lock on that row puts all
 * writers in order, and nodes read again whenever the number has changed. A transaction that changes nothing rolls
 * back, and the version stays.
 */
final class RegistryTransaction {
    private final Connection connection;
    private final Dialect dialect;
    private final long version;
    private String text;
    private boolean changed;
    private boolean contextsChanged;

    private RegistryTransaction(Connection connection, Dialect dialect, long version, String text) {
        this.connection = connection;
        this.dialect = dialect;
        this.version = version;
        this.text = text;
    }

    /** @param text what it does, for the history */
    static <T> T on(Connection connection, Dialect dialect, String text, Change<T> change) throws SQLException {
        return Transaction.run(connection, () -> {
            Sql.update(connection, "update ferry_registry set version = version + 1 where id = 1");
            long version = Sql.number(connection, "select version from ferry_registry where id = 1");
            RegistryTransaction transaction = new RegistryTransaction(connection, dialect, version, text);
            T result = change.make(transaction);
            transaction.end();
            return result;
        });
    }

    Connection connection() {
        return connection;
    }

    BatchLookup lookup() {
        return new BatchLookup(connection, dialect);
    }

    /** Returns the version that this change makes; it also serves as a unique number for new rows. */
    long version() {
        return version;
    }

    /** Returns the time of the database server, in milliseconds since 1970. */
    long now() throws SQLException {
        return Sql.number(connection, "select " + dialect.nowMillis());
    }

    /** Adds to what the history says of this change: what it is done to, and how. */
    void describe(String more) {
        text += " " + more;
    }

    /** Changes rows of anything but contexts. */
    long update(String sql, @Nullable Object... parameters) throws SQLException {
        long rows = Sql.update(connection, sql, parameters);
        changed |= rows > 0;
        return rows;
    }

    /** Changes rows of contexts or of their names. */
    long updateContexts(String sql, Object... parameters) throws SQLException {
        long rows = update(sql, parameters);
        contextsChanged |= rows > 0;
        return rows;
    }

    /** Changes many rows of contexts or of their names in one batch. */
    void updateContexts(String sql, List<Object[]> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Object[] row : rows) {
                for (int i = 0; i < row.length; i++) {
                    statement.setObject(i + 1, row[i]);
                }
                statement.addBatch();
            }
            statement.executeBatch();
        }
        changed = true;
        contextsChanged = true;
    }

    private void end() throws SQLException {
        if (!changed) {
            connection.rollback();
            return;
        }
        if (contextsChanged) {
            Sql.update(connection, "update ferry_registry set contexts_version = version where id = 1");
        }
        History.write(connection, version, now(), text);
    }

    /** The body of a transaction. */
    @FunctionalInterface
    interface Change<T> {
        T make(RegistryTransaction transaction) throws SQLException;
    }
}
