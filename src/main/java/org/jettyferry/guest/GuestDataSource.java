package org.jettyferry.guest;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.HashMap;
import java.util.Map;
import java.util.logging.Logger;
import javax.sql.DataSource;
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
 * <p>It keeps one connection of the source for itself. HikariCP needs no wrapper: it takes a URL that begins with {@code
 * jdbc:ferry:}. Thread-safe.
 */
public final class GuestDataSource implements DataSource, AutoCloseable {
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
        return guest().wrap(wrapped.getConnection());
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return guest().wrap(wrapped.getConnection(user, password));
    }

    /** Gives back the connection that it keeps. What it wraps stays open. */
    @Override
    public synchronized void close() {
        if (guest != null) {
            guest.end();
        }
    }

    private synchronized Guest guest() throws SQLException {
        Guest known = guest;
        if (known == null) {
            known = new Guest(GuestOptions.of(parameters, GuestModule.names()), wrapped::getConnection);
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
