package org.jettyferry.guest;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.HashMap;
import java.util.Map;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jettyferry.jdbcurl.DatabaseProduct;
import org.jettyferry.jetty.GuestLock;
import org.jspecify.annotations.Nullable;

/**
 * Makes a guest of another {@code DataSource}, for sites that give Jetty one by JNDI:
 *
 * <pre>{@code
 *   <New class="org.jettyferry.guest.GuestDataSource">
 *     <Arg><Ref refid="pool"/></Arg>
 *     <Call name="set"><Arg>ferry.rows</Arg><Arg>9.4</Arg></Call>
 *   </New>
 * }</pre>
 *
 * <p>It keeps no connection of the source for itself, so a pool of one is enough. Every few seconds it borrows one for a moment,
 * to look whether the advisory lock that shows this guest to others is held ({@link Presence}). The lock stays with a connection
 * that lies in the pool. It goes when the pool replaces that connection, and comes back with the next look; {@code ferry upgrade
 * --live} refuses a node that it meets in between, and goes on when it is run again. Where the lock does not last, because the
 * source has no pool or its pool resets what comes back, the guest keeps a connection for good after all, and logs that.
 *
 * <p>On PostgreSQL a connection is called {@code jetty-ferry-guest} from its first loan on. So give Jetty's sessions a pool of
 * their own: what else comes over these connections would pass for a guest's. HikariCP needs no wrapper: it takes a URL that
 * begins with {@code jdbc:ferry:}. Thread-safe.
 */
public final class GuestDataSource implements DataSource, AutoCloseable {
    private static final String PROGRAM_NAME = "ApplicationName";

    private final DataSource wrapped;
    private final Map<String, String> parameters = new HashMap<>();
    private @Nullable Guest guest;

    /**
     * Wraps a source.
     *
     * @param wrapped the vendor's, or a pool
     */
    public GuestDataSource(DataSource wrapped) {
        this.wrapped = wrapped;
    }

    /**
     * Sets a parameter, before the first connection.
     *
     * @param name with the prefix {@code ferry.}, as in a URL
     * @param value its value
     */
    public synchronized void set(String name, String value) {
        if (guest != null) {
            throw new IllegalStateException("There was a connection already: " + name + " would not count.");
        }
        parameters.put(name, value);
    }

    @Override
    public Connection getConnection() throws SQLException {
        return guest().wrap(named(wrapped.getConnection()));
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return guest().wrap(named(wrapped.getConnection(user, password)));
    }

    /** Lets the server show whose connection it is. That needs no round trip but the first time. */
    private static Connection named(Connection connection) throws SQLException {
        try {
            if (DatabaseProduct.ofName(connection.getMetaData().getDatabaseProductName()) == DatabaseProduct.POSTGRESQL
                    && !GuestLock.PROGRAM.equals(connection.getClientInfo(PROGRAM_NAME))) {
                connection.setClientInfo(PROGRAM_NAME, GuestLock.PROGRAM);
            }
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** No longer shows this guest to others. What it wraps stays open. */
    @Override
    public synchronized void close() {
        if (guest != null) {
            guest.end();
        }
    }

    private synchronized Guest guest() throws SQLException {
        Guest known = guest;
        if (known == null) {
            known = new Guest(GuestOptions.of(parameters, GuestModule.names()), Lender.of(wrapped::getConnection));
            guest = known;
        }
        return known;
    }

    @Override
    public @Nullable PrintWriter getLogWriter() throws SQLException {
        return wrapped.getLogWriter();
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
        wrapped.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        wrapped.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return wrapped.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return wrapped.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(this) ? type.cast(this) : wrapped.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || wrapped.isWrapperFor(type);
    }
}
