package org.jettyferry.node.jetty;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Reads how Jetty's own session store is configured: where it is, and what its table and the columns are called. A store, or
 * the factory of one, has no methods for that from 9.4 on, so its fields are read.
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
        ADAPTOR.put("driverUrl", "getConnectionUrl"); // none where it has a DataSource
        ADAPTOR.put("driverClass", "getDriverClassName");
    }

    private JdbcStore() {}

    /**
     * Reads it.
     *
     * @param store of sessions, or a factory of one, or up to 9.3 what manages the ids of sessions
     * @return what could be read
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
                    "Jetty does not tell where its session store is and what the table is called; say so by ferry.url and "
                            + PREFIX + "schema.table in server.properties",
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

    /** Of a store that caches, it is a part of the one behind it. */
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
            LOG.log(Level.FINE, "not known before the store has started", e); // rowId up to 9.3
            return Optional.empty();
        }
    }
}
