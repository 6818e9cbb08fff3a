package org.jettyferry.node.registry;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.function.Supplier;
import org.jettyferry.jdbcurl.DatabaseProduct;
import org.jspecify.annotations.Nullable;

/**
 * A connection to the registry beside that of the poller, for rare work that must not wait for it. It is opened when it
 * is used first, and opened anew after an error. One thread may use it at a time; any thread may end it.
 */
public final class SpareConnection {
    private final DriverLocator drivers;
    private final Supplier<@Nullable RegistryAddress> address;
    private volatile @Nullable RegistryConnection connection;
    private volatile boolean closed;
    private @Nullable RegistryAddress opened;

    SpareConnection(DriverLocator drivers, Supplier<@Nullable RegistryAddress> address) {
        this.drivers = drivers;
        this.address = address;
    }

    /** Work on a connection that commits each statement. */
    public interface Work<T> {
        /** Does the work; leaves the connection as it was, or throws. */
        T on(Connection connection, DatabaseProduct product) throws SQLException;
    }

    /**
     * Does some work. It is done once more if it fails on a connection that was idle before, which a firewall may have
     * cut: so it must be harmless to do it twice.
     *
     * @throws SQLException if it fails; the message may hold secrets of the URL, see {@link RegistryAddress#hidden}
     */
    public <T> T use(Work<T> work) throws SQLException {
        boolean idle = connection != null;
        try {
            return once(work);
        } catch (SQLException e) {
            if (!idle) {
                throw e;
            }
            return once(work);
        }
    }

    private <T> T once(Work<T> work) throws SQLException {
        RegistryConnection current = connected();
        boolean done = false;
        try {
            T result = work.on(current.connection(), current.product());
            done = true;
            return result;
        } finally {
            if (!done) {
                abort();
            }
        }
    }

    private RegistryConnection connected() throws SQLException {
        RegistryAddress wanted = address.get();
        if (wanted == null || closed) {
            throw new SQLException("no registry is configured");
        }
        if (connection != null && !wanted.same(opened)) {
            abort();
        }
        RegistryConnection current = connection;
        if (current == null) {
            current = RegistryConnection.open(drivers, wanted);
            opened = wanted;
            connection = current;
        }
        return current;
    }

    /** Ends it if its driver came with a web application that ends; it may be opened again through another. */
    void forget(ClassLoader webapp) {
        RegistryConnection current = connection;
        Driver driver = current == null ? null : current.driver();
        if (driver != null && DriverLocator.cameWith(webapp, driver)) {
            abort();
        }
    }

    /** Ends it for good. */
    void close() {
        closed = true;
        abort();
    }

    private void abort() {
        RegistryConnection current = connection;
        connection = null;
        if (current != null) {
            current.abort();
        }
    }
}
