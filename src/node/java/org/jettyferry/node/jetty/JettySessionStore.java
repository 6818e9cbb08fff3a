package org.jettyferry.node.jetty;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of Jetty's own session store, and a way to connect to its database. Thread-safe. Two stores are
 * equal if they have the same settings and connect through the same object of Jetty.
 */
public final class JettySessionStore {
    /** Stands for a web application without a session store in a database. */
    public static final JettySessionStore NONE = new JettySessionStore(Collections.emptyMap(), null);

    /** The JNDI name that Jetty uses from 9.4 on if neither a URL nor a name is configured. */
    private static final String DEFAULT_NAME = "jdbc/sessions";

    private final Map<String, String> properties;
    private final @Nullable Object adaptor;

    JettySessionStore(Map<String, String> properties, @Nullable Object adaptor) {
        this.properties = Collections.unmodifiableMap(properties);
        this.adaptor = adaptor;
    }

    /** Returns the settings that are set, under the names of Jetty's {@code session-store-jdbc.ini}. */
    public Map<String, String> properties() {
        return properties;
    }

    /** Returns whether Jetty connects through a DataSource; it then ignores a URL. */
    public boolean hasDataSource() {
        return adaptor != null
                && (ready(adaptor).isPresent() || name(adaptor).isPresent() || !properties.containsKey(JdbcStore.URL));
    }

    /**
     * Opens a connection through Jetty's own DataSource, as Jetty's session store does.
     *
     * @throws SQLException if the DataSource does not exist, or not yet, or has no connection
     */
    public Connection connect() throws SQLException {
        if (adaptor == null) {
            throw new SQLException("Jetty has no session store in a database");
        }
        try {
            Optional<DataSource> ready = ready(adaptor);
            DataSource source =
                    ready.isPresent() ? ready.get() : named(name(adaptor).orElse(DEFAULT_NAME));
            return source.getConnection();
        } catch (UnsupportedOperationException e) {
            throw new SQLException("Jetty's DataSource gives no connections: " + e.getMessage(), e);
        }
    }

    /** Looks up the DataSource as Jetty does: before the store has started, only its name is known. */
    @SuppressWarnings("BanJNDI") // the name is the site's own, never a request's
    private static DataSource named(String name) throws SQLException {
        try {
            Object found = new InitialContext().lookup(name);
            if (found instanceof DataSource) {
                return (DataSource) found;
            }
            throw new SQLException("the JNDI name " + name + " is not a DataSource");
        } catch (NamingException e) {
            throw new SQLException("JNDI has no DataSource under " + name + " (" + e + ")", e);
        }
    }

    private static Optional<DataSource> ready(Object adaptor) {
        Optional<Object> source = Reflection.get(adaptor, "getDatasource"); // from 9.4 on
        return (source.isPresent() ? source : Reflection.get(adaptor, "getDataSource"))
                .filter(DataSource.class::isInstance)
                .map(DataSource.class::cast);
    }

    private static Optional<String> name(Object adaptor) {
        return Reflection.get(adaptor, "getDatasourceName").map(String::valueOf);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JettySessionStore
                && properties.equals(((JettySessionStore) other).properties)
                && adaptor == ((JettySessionStore) other).adaptor;
    }

    @Override
    public int hashCode() {
        return Objects.hash(properties, System.identityHashCode(adaptor));
    }
}
