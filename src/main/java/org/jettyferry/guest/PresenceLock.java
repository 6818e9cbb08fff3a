package org.jettyferry.guest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.OptionalLong;
import org.jettyferry.jdbcurl.DatabaseProduct;
import org.jettyferry.jetty.StoreLock;

/**
 * The advisory lock of a guest, over any connection to its server. As the tool takes and seeks locks: {@code Catalog.tryLock} and
 * {@code Catalog.lockSession} of each vendor.
 *
 * @param name of the lock
 */
record PresenceLock(String name) {
    /**
     * A server's statements; each has the lock as its only parameter.
     *
     * @param holder returns the number of the session that has the lock, or null
     * @param take returns 1 if this session has it now
     * @param free returns 1 if this session has it no longer, and had it before
     */
    private record Statements(String holder, String take, String free) {}

    private static final Statements NAMED =
            new Statements("select is_used_lock(?)", "select get_lock(?, 0)", "select release_lock(?)");

    private static final String NAME = "declare @result int; declare @name nvarchar(255) = concat(?, ':', db_name()); ";

    private static final Map<DatabaseProduct, Statements> STATEMENTS = Map.of(
            DatabaseProduct.POSTGRESQL,
            new Statements(
                    "select min(pid) from pg_locks where locktype = 'advisory' and granted"
                            + " and database = (select oid from pg_database where datname = current_database())"
                            + " and (cast(classid as bigint) << 32) | cast(objid as bigint) = cast(? as bigint)",
                    "select case when pg_try_advisory_lock(cast(? as bigint)) then 1 else 0 end",
                    "select case when pg_advisory_unlock(cast(? as bigint)) then 1 else 0 end"),
            DatabaseProduct.MYSQL,
            NAMED,
            DatabaseProduct.MARIADB,
            NAMED,
            DatabaseProduct.SQLSERVER,
            new Statements(
                    // It shows no lock of another session.
                    NAME + "select case when applock_mode('public', @name, 'Session') <> 'NoLock' then @@spid end",
                    NAME + "exec @result = sp_getapplock @Resource = @name, @LockMode = 'Exclusive',"
                            + " @LockOwner = 'Session', @LockTimeout = 0; select case when @result >= 0 then 1 else 0 end",
                    NAME + "exec @result = sp_releaseapplock @Resource = @name, @LockOwner = 'Session';"
                            + " select case when @result >= 0 then 1 else 0 end"));

    /** Returns the number of the session that has the lock, as far as the server shows it. */
    OptionalLong holder(Connection connection) throws SQLException {
        return ask(connection, statements(connection).holder());
    }

    /** Takes the lock for the session of this connection, if it is free. */
    boolean take(Connection connection) throws SQLException {
        return ask(connection, statements(connection).take()).orElse(0) == 1;
    }

    /** Frees the lock, if the session of this connection has it. */
    boolean free(Connection connection) throws SQLException {
        return ask(connection, statements(connection).free()).orElse(0) == 1;
    }

    private OptionalLong ask(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            if (product(connection) == DatabaseProduct.POSTGRESQL) {
                statement.setLong(1, StoreLock.key(name));
            } else {
                statement.setString(1, StoreLock.serverName(name));
            }
            try (ResultSet row = statement.executeQuery()) {
                long answer = row.next() ? row.getLong(1) : 0;
                return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(answer);
            }
        }
    }

    private static Statements statements(Connection connection) throws SQLException {
        Statements known = STATEMENTS.get(product(connection));
        if (known == null) {
            throw Refusal.of("no advisory locks are known for "
                    + connection.getMetaData().getDatabaseProductName());
        }
        return known;
    }

    private static DatabaseProduct product(Connection connection) throws SQLException {
        return DatabaseProduct.ofName(connection.getMetaData().getDatabaseProductName());
    }
}
