package org.jettyferry.node.registry;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.jettyferry.version.SchemaVersion;
import org.jspecify.annotations.Nullable;

/** Reads the schemata. The registry of an older Ferry lacks columns: it is read without them. */
final class SchemaRows {
    /** The columns that came later, as each release of the registry has them, the newest first. */
    private static final String[] LATER = {
        "s.version, s.park_ms, s.end_sessions_version",
        "s.version, s.park_ms, null",
        "s.version, null, null",
        "null, null, null"
    };

    private SchemaRows() {}

    static Map<Long, Schema> read(Connection connection) throws SQLException {
        for (int older = 0; older < LATER.length - 1; older++) {
            try {
                return read(connection, LATER[older]);
            } catch (SQLException e) {
                if (!MissingColumn.isReportedBy(e)) {
                    throw e;
                }
            }
        }
        return read(connection, LATER[LATER.length - 1]);
    }

    private static Map<Long, Schema> read(Connection connection, String later) throws SQLException {
        String sql = "select s.schema_id, s.name, v.name, s.enabled, s.reason, " + later
                + " from ferry_schema s left join ferry_server v on v.server_id = s.server_id";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            Map<Long, Schema> schemata = new HashMap<>();
            while (row.next()) {
                schemata.put(row.getLong(1), schema(row));
            }
            return schemata;
        }
    }

    private static Schema schema(ResultSet row) throws SQLException {
        Schema schema = new Schema(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getInt(4) != 0,
                RegistryConnection.text(row, 5),
                version(row.getString(6)),
                row.getLong(7)); // 0 if it is null
        return schema.endingSessions(row.getLong(8)); // 0 if it is null
    }

    /** Returns the version; null also for a text that is none, which no command of Ferry records. */
    private static @Nullable SchemaVersion version(@Nullable String text) {
        try {
            return text == null ? null : SchemaVersion.parse(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
