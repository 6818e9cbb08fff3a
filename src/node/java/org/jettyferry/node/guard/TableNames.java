package org.jettyferry.node.guard;

import java.util.Map;

/** What the session table and its columns are called: Jetty's own names, unless its properties say otherwise. Immutable. */
final class TableNames {
    private static final String PREFIX = "jetty.session.jdbc.schema.";
    private static final String OWN = "INFERRED";

    final String table;
    final String catalog;
    final String schema;
    final String rowId;
    final String sessionId;
    final String contextPath;
    final String virtualHost;
    final String expiryTime;

    /**
     * Reads them.
     *
     * @param properties {@code jetty.session.jdbc.schema.*}, as in Jetty's {@code session-store-jdbc.ini}
     */
    TableNames(Map<String, String> properties) {
        table = name(properties, "table", "JettySessions");
        catalog = place(properties, "catalogName");
        schema = place(properties, "schemaName");
        rowId = name(properties, "rowIdColumn", "rowId");
        sessionId = name(properties, "idColumn", "sessionId");
        contextPath = name(properties, "contextPathColumn", "contextPath");
        virtualHost = name(properties, "virtualHostColumn", "virtualHost");
        expiryTime = name(properties, "expiryTimeColumn", "expiryTime");
    }

    /** The table as a statement names it. */
    String qualified() {
        return qualified(table);
    }

    /** Another table of the same schema as a statement names it. */
    String qualified(String other) {
        String inSchema = schema.isEmpty() ? other : schema + "." + other;
        return catalog.isEmpty() ? inSchema : catalog + "." + inSchema;
    }

    private static String name(Map<String, String> properties, String name, String fallback) {
        String value = properties.getOrDefault(PREFIX + name, "").trim();
        return value.isEmpty() ? fallback : value;
    }

    /** Empty for the connection's own. */
    private static String place(Map<String, String> properties, String name) {
        String value = name(properties, name, "");
        return OWN.equals(value) ? "" : value;
    }
}
