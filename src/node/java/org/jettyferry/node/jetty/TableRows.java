package org.jettyferry.node.jetty;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The rows of one web application in the session table of Jetty, under the names that the site gives the columns. */
final class TableRows {
    private static final JettyMethod NAME = new JettyMethod("getSchemaTableName");

    private final String table;
    private final String id;
    private final String path;
    private final String host;
    private final String row;

    /**
     * @param schema Jetty's {@code SessionTableSchema}
     * @param rowColumn what to read of each row besides the session's id: the getter of a column
     */
    TableRows(Object schema, String rowColumn) {
        table = String.valueOf(NAME.on(schema));
        id = column(schema, "getIdColumn");
        path = column(schema, "getContextPathColumn");
        host = column(schema, "getVirtualHostColumn");
        row = column(schema, rowColumn);
    }

    /** Returns what was to be read of each row, and the session that it belongs to. */
    Map<String, String> of(Connection connection, String contextPath, String virtualHost) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select " + row + ", " + id + " from " + table + " where " + path + " = ? and " + host + " = ?")) {
            select.setString(1, contextPath);
            select.setString(2, virtualHost);
            try (ResultSet found = select.executeQuery()) {
                Map<String, String> rows = new LinkedHashMap<>();
                while (found.next()) {
                    rows.put(found.getString(1), found.getString(2));
                }
                return rows;
            }
        }
    }

    /** Returns whether any web application has a session of this id. */
    boolean isUsed(Connection connection, String sessionId) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select " + id + " from " + table + " where " + id + " = ?")) {
            select.setString(1, sessionId);
            try (ResultSet found = select.executeQuery()) {
                return found.next();
            }
        }
    }

    private static String column(Object schema, String getter) {
        return String.valueOf(Reflection.call(schema, getter));
    }
}
