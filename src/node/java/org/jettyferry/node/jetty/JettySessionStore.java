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
 * How Jetty's own session store is configured, and the way to its database. Thread-safe. Two are equal if they have the same
 * settings and the same object of Jetty opens their connections.
 */
public final class JettySessionStore {
    /** That of a web application which has none. */
    public static final JettySessionStore NONE = new JettySessionStore(Collections.emptyMap(), null);

    /** What Jetty looks for, from 9.4 on, if it has neither a URL nor a name. */
    private static final String LAST_RESORT = "jdbc/sessions";

    private final Map<String, String> properties;
    private final @Nullable Object adaptor;

    JettySessionStore(Map<String, String> properties, @Nullable Object adaptor) {
        this.properties = Collections.unmodifiableMap(properties);
        this.adaptor = adaptor;
    }

    /** By the properties of Jetty's {@code session-store-jdbc.ini}; without those that nobody has set. */
    public Map<String, String> properties() {
        return properties;
    }

    /** Whether Jetty takes its connections from a DataSource; if it has a URL as well, that is not used. */
    public boolean hasDataSource() {
        return adaptor != null
                && (ready(adaptor).isPresent() || name(adaptor).isPresent() || !properties.containsKey(JdbcStore.URL));
    }

    /**
     * Takes a connection from Jetty's own DataSource, as Jetty's session store does.
     *
     * @throws SQLException if there is no DataSource, or none of this name yet, or it has no connection
     */
    public Connection connect() throws SQLException {
        if (adaptor == null) {
            throw new SQLException("Jetty has no session store in a database");
        }
        try {
            Optional<DataSource> ready = ready(adaptor);
            DataSource source =
                    ready.isPresent() ? ready.get() : named(name(adaptor).orElse(LAST_RESORT));
            return source.getConnection();
        } catch (UnsupportedOperationException e) {
            throw new SQLException("Jetty's DataSource gives no connections: " + e.getMessage(), e);
        }
    }

    /** Before the store has started, Jetty knows only the name. It looks the name up in the same way. */
    @SuppressWarnings("BanJNDI") // the name is the site's own, never a request's
    private static DataSource named(String name) throws SQLException {
        try {
            Object found = new InitialContext().lookup(name);
            if (found instanceof DataSource) {
                return (DataSource) found;
            }
            throw new SQLException("what JNDI has under " + name + " is no DataSource");
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
