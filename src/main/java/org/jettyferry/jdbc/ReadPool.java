package org.jettyferry.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Connections to one server with one login, for short reads in any of its schemata. Safe for use by several threads, each of
 * which has one connection at a time.
 *
 * <p>Nothing of a borrower stays with a connection: it can only read, in a transaction that is rolled back, and on PostgreSQL
 * the schema is set in that transaction, so that even a proxy that shares the server's sessions shares none of it. On MySQL
 * each borrower sets the schema anew.
 */
final class ReadPool implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 30_000;

    private final PoolSource source;
    private final int size;
    private @Nullable HikariDataSource pool;
    private boolean broken;

    /** @param size how many connections it may have */
    ReadPool(PoolSource source, int size) {
        this.source = source;
        this.size = size;
    }

    /**
     * Lends a connection that begins in a schema.
     *
     * @return empty if that fails; a connection of its own fails with an explanation then
     */
    Optional<ReadConnection> borrow(SharedPlace place) {
        Optional<HikariDataSource> from = pool();
        if (from.isEmpty()) {
            return Optional.empty();
        }
        Connection connection;
        try {
            connection = from.get().getConnection();
        } catch (SQLException e) {
            giveUp();
            return Optional.empty();
        }
        ReadConnection lent = new ReadConnection(connection, () -> giveBack(from.get(), connection));
        try {
            connection.setAutoCommit(false);
            if (place.catalog()) {
                connection.setCatalog(place.schema());
            } else {
                connection.setSchema(place.schema());
            }
            Sql.execute(connection, "set transaction read only");
            return Optional.of(lent);
        } catch (SQLException e) {
            close(lent);
            return Optional.empty();
        }
    }

    private synchronized Optional<HikariDataSource> pool() {
        if (pool == null && !broken) {
            try {
                pool = new HikariDataSource(configuration());
            } catch (RuntimeException e) { // HikariCP's own, with the driver's as its cause
                broken = true;
            }
        }
        return Optional.ofNullable(pool);
    }

    private HikariConfig configuration() {
        HikariConfig configuration = new HikariConfig();
        configuration.setPoolName("ferry");
        configuration.setDataSource(source);
        configuration.setMaximumPoolSize(size);
        configuration.setMinimumIdle(0);
        configuration.setConnectionTimeout(PATIENCE_MILLIS);
        return configuration;
    }

    private static void giveBack(HikariDataSource pool, Connection connection) throws SQLException {
        try {
            connection.rollback();
        } catch (SQLException e) {
            pool.evictConnection(connection);
            throw e;
        } finally {
            connection.close();
        }
    }

    private static void close(ReadConnection lent) {
        try {
            lent.close();
        } catch (SQLException e) {
            // the pool has thrown it away
        }
    }

    private synchronized void giveUp() {
        broken = true;
        close();
    }

    @Override
    public synchronized void close() {
        if (pool != null) {
            pool.close();
            pool = null;
        }
    }
}
