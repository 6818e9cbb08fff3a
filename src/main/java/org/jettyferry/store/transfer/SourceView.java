package org.jettyferry.store.transfer;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jetty.RowConventions;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.store.detect.TableStatistics.WebApp;
import org.jettyferry.store.plan.Conversion;
import org.jettyferry.store.plan.MigrationOptions;
import org.jettyferry.store.plan.WebAppMap;
import org.jettyferry.store.table.SessionTable;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rows of the source whose sessions are migrated, with the web applications that are among them. For one thread.
 *
 * @param source a connection to it
 * @param dialect of its server
 * @param sessions its session table
 * @param from the conventions of its rows
 * @param to those of the target
 * @param choice which sessions are migrated
 * @param options of the migration
 * @param columns of the target, without the blob
 */
record SourceView(
        Connection source,
        Dialect dialect,
        SessionTable sessions,
        RowConventions from,
        RowConventions to,
        SessionChoice choice,
        MigrationOptions options,
        List<SessionColumn> columns) {

    /** Returns the rows. Looks up their web applications once more: a node may have added one since the last pass. */
    SourceSessions rows(long hotSince) throws SQLException {
        String chosen = choice.condition("s", sessions, from, dialect);
        return new SourceSessions(source, dialect, sessions, conversion(webApps(chosen)), chosen, columns, hotSince);
    }

    /** Returns the same rows, of which only some are to be read: the others, perhaps many, are not looked at. */
    SourceSessions rows(SourceSessions rows, List<SourceKey> some) throws SQLException {
        Map<List<String>, WebApp> found = new LinkedHashMap<>();
        for (List<SourceKey> chunk : CopyPass.chunks(some)) {
            for (WebApp webApp : webApps(rows.of(chunk))) {
                found.put(List.of(webApp.contextPath(), webApp.virtualHost()), webApp);
            }
        }
        return rows.with(conversion(new ArrayList<>(found.values())));
    }

    /** Returns the server's time in milliseconds since 1970. */
    long now() throws SQLException {
        return Sql.number(source, "select " + dialect.nowMillis());
    }

    private List<WebApp> webApps(String condition) throws SQLException {
        String columns = column(SessionColumn.CONTEXT_PATH) + ", " + column(SessionColumn.VIRTUAL_HOST);
        return Sql.rows(
                source,
                row -> new WebApp(text(row.getString(1)), text(row.getString(2)), row.getLong(3), 0),
                "select " + columns + ", count(*) from " + sessions.name().sql(dialect) + " s where " + condition
                        + " group by " + columns);
    }

    private Conversion conversion(List<WebApp> webApps) {
        return new Conversion(
                "s",
                dialect,
                sessions,
                from,
                to,
                WebAppMap.of(from, to, choice.contextPaths(), webApps),
                options.defaultMaxInterval().toSeconds(),
                0);
    }

    private String column(SessionColumn column) {
        return dialect.unpadded("s." + sessions.sql(dialect, column), sessions.type(column));
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
