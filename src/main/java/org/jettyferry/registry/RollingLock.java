package org.jettyferry.registry;

import java.sql.Connection;
import java.sql.SQLException;
import org.jettyferry.jdbc.Catalog;
import org.jettyferry.jdbc.DatabaseException;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.Sql;

/** The lock that only one rolling upgrade of a registry can hold: an advisory lock of the server, on a connection of its own. */
public final class RollingLock implements AutoCloseable {
    private final Connection connection;

    private RollingLock(Connection connection) {
        this.connection = connection;
    }

    static RollingLock take(RegistrySchema registry) {
        Dialect dialect = registry.dialect();
        try {
            Connection connection = registry.openForLock();
            Catalog server = dialect.server(connection);
            String name = "ferry rolling " + server.currentSchema();
            if (server.tryLock(name)) {
                return new RollingLock(connection);
            }
            String holder = server.lockHolder(name).map(who -> ": " + who).orElse("");
            connection.close();
            throw new OperatorException(
                    Kind.LOCKED,
                    "another process runs a rolling upgrade" + holder,
                    "Wait for it; ferry upgrade-schemata --status shows how far it is. Nothing was changed.");
        } catch (SQLException e) {
            throw DatabaseException.of(dialect, "take the lock of rolling upgrades", e);
        }
    }

    /**
     * Throws if the lock was lost, because the connection broke or somebody has ended the session.
     *
     * @throws OperatorException if so
     */
    public synchronized void check() {
        try {
            Sql.number(connection, "select 1");
        } catch (SQLException e) {
            throw new OperatorException(
                    Kind.RESUMABLE,
                    "the lock of the rolling upgrade was lost: " + e.getMessage(),
                    "Run the same command again: it goes on from here.",
                    e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            return; // the lock died with the connection
        }
    }
}
