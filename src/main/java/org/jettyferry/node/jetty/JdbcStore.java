package org.jettyferry.node.jetty;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What Jetty's own session store calls its table and the columns. A store, or the factory of one, does not give this away
 * by a method from 9.4 on, so its field is read.
 */
final class TableSchema {
    private static final Logger LOG = Logger.getLogger(TableSchema.class.getName());
    private static final String PREFIX = "jetty.session.jdbc.schema.";
    private static final Map<String, String> GETTERS = new HashMap<>();

    static {
        GETTERS.put("table", "getTableName");
        GETTERS.put("schemaName", "getSchemaName");
        GETTERS.put("catalogName", "getCatalogName");
        GETTERS.put("rowIdColumn", "getRowIdColumn");
        GETTERS.put("idColumn", "getIdColumn");
        GETTERS.put("contextPathColumn", "getContextPathColumn");
        GETTERS.put("virtualHostColumn", "getVirtualHostColumn");
        GETTERS.put("expiryTimeColumn", "getExpiryTimeColumn");
    }

    private TableSchema() {}

    /**
     * Reads the names.
     *
     * @param store of sessions, or a factory of one, or up to 9.3 what manages the ids of sessions
     * @return by the properties of Jetty's {@code session-store-jdbc.ini}; without those that nobody has set
     */
    static Map<String, String> of(Object store) {
        Map<String, String> names = new HashMap<>();
        try {
            find(store)
                    .ifPresent(schema -> GETTERS.forEach((name, getter) ->
                            read(schema, getter).ifPresent(value -> names.put(PREFIX + name, value))));
        } catch (MirrorException e) {
            LOG.log(
                    Level.WARNING,
                    "Jetty does not tell what the session table is called; if it is not JettySessions, say so by "
                            + PREFIX + "table in server.properties",
                    e);
        }
        return names;
    }

    private static Optional<Object> find(Object store) {
        Optional<Object> schema = Mirror.get(store, "getSessionTableSchema"); // up to 9.3
        if (!schema.isPresent()) {
            schema = Mirror.field(store, "SessionTableSchema");
        }
        if (schema.isPresent()) {
            return schema;
        }
        Optional<Object> behind = Mirror.field(store, "SessionDataStoreFactory"); // of a factory that caches
        return (behind.isPresent() ? behind : Mirror.field(store, "SessionDataStore")).flatMap(TableSchema::find);
    }

    private static Optional<String> read(Object schema, String getter) {
        try {
            return Mirror.get(schema, getter).map(String::valueOf);
        } catch (MirrorException e) {
            LOG.log(Level.FINE, "not known before the store has started", e); // rowId up to 9.3
            return Optional.empty();
        }
    }
}
