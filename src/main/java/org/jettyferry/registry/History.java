package org.jettyferry.registry;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.LocalHost;
import org.jettyferry.jdbc.Sql;

/** Who has changed what in the registry, and when. Each change writes its line in its own transaction. */
final class History {
    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_TEXT = 1000;

    private History() {}

    static void write(Connection connection, long version, long atMillis, String text) throws SQLException {
        Sql.update(
                connection,
                "insert into ferry_history (version, changed_ms, changed_by, change_text) values (?, ?, ?, ?)",
                version,
                atMillis,
                shortened(System.getProperty("user.name", "?") + "@" + LocalHost.name(), LONGEST_NAME),
                shortened(text, LONGEST_TEXT));
    }

    /** Returns the newest changes, the newest first. */
    static List<RegistryChange> newest(Connection connection, Dialect dialect, int limit) throws SQLException {
        return Sql.rows(
                connection,
                row -> new RegistryChange(row.getLong(1), row.getLong(2), row.getString(3), row.getString(4)),
                dialect.limit(
                        "select version, changed_ms, changed_by, change_text from ferry_history order by version desc",
                        limit));
    }

    private static String shortened(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }
}
