package org.jettyferry.node.guard;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import org.jettyferry.jetty.StoreLock;

/** Looks at the advisory lock that a run of {@code ferry} holds as long as its process lives; never takes it. */
enum RunLock {
    POSTGRESQL(
            "postgresql",
            "select count(*) from pg_locks where locktype = 'advisory' and granted"
                    + " and database = (select oid from pg_database where datname = current_database())"
                    + " and (cast(classid as bigint) << 32) | cast(objid as bigint) = ?") {
        @Override
        void set(PreparedStatement statement, String lock) throws SQLException {
            statement.setLong(1, StoreLock.key(lock));
        }
    },
    MYSQL("mysql", "select case when is_used_lock(?) is null then 0 else 1 end"),
    MARIADB("mariadb", "select case when is_used_lock(?) is null then 0 else 1 end"),
    SQLSERVER("sql server", "select 1 - applock_test('public', ?, 'Exclusive', 'Session')");

    private final String product;
    private final String query;

    RunLock(String product, String query) {
        this.product = product;
        this.query = query;
    }

    /**
     * Returns whether a live process works on a store.
     *
     * @param store the session table, spelled as in the journal
     * @return true also for an unknown database product, to be safe
     */
    static boolean isHeld(Connection connection, String store) throws SQLException {
        String name = connection.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT);
        for (RunLock lock : values()) {
            if (name.contains(lock.product)) {
                return lock.isTaken(connection, StoreLock.name(store));
            }
        }
        return true;
    }

    private boolean isTaken(Connection connection, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            set(statement, name);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getLong(1) != 0;
            }
        }
    }

    void set(PreparedStatement statement, String lock) throws SQLException {
        statement.setString(1, StoreLock.serverName(lock));
    }
}
