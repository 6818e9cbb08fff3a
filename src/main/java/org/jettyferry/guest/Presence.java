package org.jettyferry.guest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jettyferry.jdbcurl.DatabaseProduct;
import org.jettyferry.jdbcurl.JdbcUrl;
import org.jettyferry.jetty.GuestLock;
import org.jettyferry.jetty.StoreLock;
import org.jspecify.annotations.Nullable;

/**
 * Shows others that this node is a guest: it holds an advisory lock on a connection of its own as long as the node lives.
 * A daemon thread takes it when the node saves its first session, since the driver learns the node's worker name from
 * that, and takes it again after the database was away. Thread-safe.
 */
final class Presence {
    private static final Logger LOG = Logger.getLogger("org.jettyferry.guest");

    private static final long LOOK_MILLIS = 5_000;

    private static final int PATIENCE_SECONDS = 5;

    /** As the tool takes and seeks them: {@code Catalog.tryLock} of each vendor. */
    private static final Map<DatabaseProduct, String> TAKE = Map.of(
            DatabaseProduct.POSTGRESQL,
            "select case when pg_try_advisory_lock(cast(? as bigint)) then 1 else 0 end",
            DatabaseProduct.MYSQL,
            "select get_lock(?, 0)",
            DatabaseProduct.MARIADB,
            "select get_lock(?, 0)",
            DatabaseProduct.SQLSERVER,
            "declare @result int; declare @name nvarchar(255) = concat(?, ':', db_name());"
                    + " exec @result = sp_getapplock @Resource = @name, @LockMode = 'Exclusive',"
                    + " @LockOwner = 'Session', @LockTimeout = 0; select case when @result >= 0 then 1 else 0 end");

    /** Opens connections of the vendor's driver. */
    @FunctionalInterface
    interface Connector {
        Connection open() throws SQLException;
    }

    private final Connector connector;
    private final AtomicBoolean begun = new AtomicBoolean();
    private volatile @Nullable Thread holder;

    Presence(Connector connector) {
        this.connector = connector;
    }

    /**
     * Begins to show this node, at the first call.
     *
     * @param store schema and session table, with a dot between them
     * @param worker the worker name of the node
     */
    void show(String store, @Nullable String worker) {
        if (worker != null && !worker.isEmpty() && begun.compareAndSet(false, true)) {
            Thread thread = new Thread(() -> hold(GuestLock.name(store, worker), worker), "ferry-guest");
            thread.setDaemon(true);
            holder = thread;
            thread.start();
        }
    }

    /** No longer shows it, and gives the connection back. */
    void end() {
        Thread thread = holder;
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void hold(String lock, String worker) {
        boolean told = false;
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Optional<Connection> taken = taken(lock, worker, told);
                told |= taken.isEmpty();
                if (taken.isPresent()) {
                    keep(taken.get());
                } else {
                    Thread.sleep(LOOK_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            LOG.log(Level.WARNING, "ferry upgrade --live will not know this node as a guest: {0}", masked(e));
        }
    }

    /** Keeps the connection, and the lock with it, until it breaks. */
    private static void keep(Connection connection) throws SQLException, InterruptedException {
        try (connection) {
            while (connection.isValid(PATIENCE_SECONDS)) {
                Thread.sleep(LOOK_MILLIS);
            }
        }
    }

    private Optional<Connection> taken(String lock, String worker, boolean told) {
        try {
            Connection connection = connector.open();
            if (take(connection, lock)) {
                return Optional.of(connection);
            }
            connection.close();
            if (!told) {
                LOG.log(
                        Level.WARNING,
                        "Another node has the worker name {0} too. Jetty tells nodes apart by it: give this one a name of"
                                + " its own, in jetty.sessionIdManager.workerName.",
                        worker);
            }
        } catch (SQLException e) {
            LOG.log(Level.FINE, "The database is away: {0}", masked(e));
        }
        return Optional.empty();
    }

    private static boolean take(Connection connection, String lock) throws SQLException {
        DatabaseProduct product =
                DatabaseProduct.ofName(connection.getMetaData().getDatabaseProductName());
        String sql = TAKE.get(product);
        if (sql == null) {
            throw new SQLException("no advisory locks are known for " + product);
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            if (product == DatabaseProduct.POSTGRESQL) {
                statement.setLong(1, StoreLock.key(lock));
            } else {
                statement.setString(1, StoreLock.serverName(lock));
            }
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getInt(1) == 1;
            }
        }
    }

    private static String masked(Exception e) {
        return JdbcUrl.maskedText(String.valueOf(e.getMessage()));
    }
}
