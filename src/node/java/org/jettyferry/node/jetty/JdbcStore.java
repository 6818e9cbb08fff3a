package org.jettyferry.node.jetty;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Reads the configuration of Jetty's own session store: its location, and the names of its table and columns. From
 * 9.4 on, neither a store nor its factory has getters for that, so this class reads private fields, found by their
 * type.
 */
final class JdbcStore {
    private static final Logger LOG = Logger.getLogger(JdbcStore.class.getName());
    private static final String PREFIX = "jetty.session.jdbc.";
    static final String URL = PREFIX + "driverUrl";
    private static final Map<String, String> SCHEMA = new HashMap<>();
    private static final Map<String, String> ADAPTOR = new HashMap<>();

    static {
        SCHEMA.put("schema.table", "getTableName");
        SCHEMA.put("schema.schemaName", "getSchemaName");
        SCHEMA.put("schema.catalogName", "getCatalogName");
        SCHEMA.put("schema.rowIdColumn", "getRowIdColumn");
        SCHEMA.put("schema.idColumn", "getIdColumn");
        SCHEMA.put("schema.contextPathColumn", "getContextPathColumn");
        SCHEMA.put("schema.virtualHostColumn", "getVirtualHostColumn");
        SCHEMA.put("schema.expiryTimeColumn", "getExpiryTimeColumn");
        ADAPTOR.put("driverUrl", "getConnectionUrl"); // null with a DataSource
        ADAPTOR.put("driverClass", "getDriverClassName");
    }

    private JdbcStore() {}

    /**
     * Reads the configuration.
     *
     * @param store a session store, or its factory, or up to 9.3 the manager of session ids
     * @return all settings that could be read
     */
    static JettySessionStore of(Object store) {
        Map<String, String> properties = new HashMap<>();
        Object connections = null;
        try {
            schema(store).ifPresent(schema -> read(schema, SCHEMA, properties));
            connections = adaptor(store).orElse(null);
            if (connections != null) {
                read(connections, ADAPTOR, properties);
            }
        } catch (UnsupportedJettyException e) {
            LOG.log(
                    Level.WARNING,
                    "Location and table name of Jetty's session store cannot be read; set ferry.url and " + PREFIX
                            + "schema.table in server.properties",
                    e);
        }
        return new JettySessionStore(properties, connections);
    }

    private static Optional<Object> schema(Object store) {
        Optional<Object> schema = Reflection.get(store, "getSessionTableSchema"); // up to 9.3
        return schema.isPresent() ? schema : part(store, "SessionTableSchema");
    }

    private static Optional<Object> adaptor(Object store) {
        boolean itself = Reflection.has(store, "getConnectionUrl", 0); // up to 9.3
        return itself ? Optional.of(store) : part(store, "DatabaseAdaptor");
    }

    /** Returns a part of the store by its type; a caching store delegates to the store behind it. */
    private static Optional<Object> part(Object store, String type) {
        Optional<Object> part = Reflection.field(store, type);
        if (part.isPresent()) {
            return part;
        }
        Optional<Object> behind = Reflection.field(store, "SessionDataStoreFactory");
        return (behind.isPresent() ? behind : Reflection.field(store, "SessionDataStore"))
                .flatMap(next -> part(next, type));
    }

    private static void read(Object from, Map<String, String> getters, Map<String, String> properties) {
        getters.forEach((name, getter) -> read(from, getter).ifPresent(value -> properties.put(PREFIX + name, value)));
    }

    private static Optional<String> read(Object from, String getter) {
        try {
            return Reflection.get(from, getter).map(String::valueOf);
        } catch (UnsupportedJettyException e) {
            LOG.log(Level.FINE, "not known before the store has started", e); // the rowId column, up to 9.3
            return Optional.empty();
        }
    }
}
