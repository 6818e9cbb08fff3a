package org.jettyferry.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Connections to one database that stay open between uses, for many short statements of Ferry's own in a hurry: opening one and
 * setting it up takes longer than such a statement. HikariCP keeps them. Safe for use by several threads.
 *
 * <p>A borrower leaves nothing behind that outlasts a transaction. No lock of a session is taken on these connections, because
 * they outlive their borrowers; see docs/adr/0003.
 */
public final class KeptConnections implements AutoCloseable {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final HikariDataSource pool;

    /**
     * Makes them, without connecting.
     *
     * @param database that has answered before
     * @param size how many there may be at a time
     * @param patience how long to wait for the answer to a statement
     */
    public KeptConnections(Database database, int size, Duration patience) {
        HikariConfig configuration = new HikariConfig();
        configuration.setPoolName("ferry-kept");
        configuration.setDataSource(new PoolSource(() -> database.open(patience)));
        configuration.setMaximumPoolSize(size);
        configuration.setMinimumIdle(0);
        configuration.setConnectionTimeout(LONGEST_WAIT.toMillis());
        configuration.setInitializationFailTimeout(
                -1); // a server that is away is waited for when a connection is needed
        this.pool = new HikariDataSource(configuration);
    }

    /**
     * Lends a connection in auto-commit; the caller closes it. Tries again for a while if the server does not answer.
     *
     * @throws SQLException if none can be had
     */
    public Connection open() throws SQLException {
        return pool.getConnection();
    }

    @Override
    public void close() {
        pool.close();
    }
}
