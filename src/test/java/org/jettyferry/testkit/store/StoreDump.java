package org.jettyferry.testkit.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jettyferry.testkit.servers.TableShape;
import org.jettyferry.testkit.servers.TestDatabase;

/**
 * Everything in a database: the shape of every table, then each of its rows in order.
 *
 * @param tables by name
 */
public record StoreDump(SortedMap<String, List<String>> tables) {
    private static final Pattern RUN_ID = Pattern.compile("\\d{17}");
    private static final Pattern FLEETING = Pattern.compile(".*_ms|owner|owner_token|row_no");

    /** Word for word. */
    public static StoreDump of(TestDatabase database) throws SQLException {
        SortedMap<String, List<String>> tables = new TreeMap<>();
        try (Connection connection = database.connect()) {
            for (Map.Entry<String, TableShape> table : TableShape.all(database).entrySet()) {
                List<String> lines = new ArrayList<>();
                lines.add(table.getValue().toString());
                lines.addAll(rows(connection, table.getKey()));
                tables.put(table.getKey(), lines);
            }
        }
        return new StoreDump(tables);
    }

    /** Only the tables' names and their rows: to read the shapes takes SQL Server long, and not all like it can tell. */
    private static StoreDump rows(TestDatabase database) throws SQLException {
        SortedMap<String, List<String>> tables = new TreeMap<>();
        try (Connection connection = database.connect()) {
            for (String table : tables(connection)) {
                tables.put(table, rows(connection, table));
            }
        }
        return new StoreDump(tables);
    }

    /** Without what differs from one run to the next though both are right: the run's id, its times, its process. */
    public static StoreDump withoutRun(TestDatabase database) throws SQLException {
        boolean shapes = !database.server().name().equals("mssql");
        return (shapes ? of(database) : rows(database)).masked();
    }

    private StoreDump masked() {
        SortedMap<String, List<String>> masked = new TreeMap<>();
        tables.forEach((name, lines) -> masked.put(
                RUN_ID.matcher(name).replaceAll("RUN"),
                lines.stream()
                        .map(line -> RUN_ID.matcher(line).replaceAll("RUN"))
                        .map(line -> name.toLowerCase(Locale.ROOT).startsWith("ferry_") ? still(line) : line)
                        .sorted()
                        .toList()));
        return new StoreDump(masked);
    }

    private static String still(String line) {
        List<String> cells = new ArrayList<>();
        for (String cell : line.split("; ", -1)) {
            String[] parts = cell.split("=", 2);
            boolean fleeting = parts.length == 2 && FLEETING.matcher(parts[0]).matches() && !parts[1].equals("null");
            cells.add(fleeting ? parts[0] + "=?" : cell);
        }
        return String.join("; ", cells);
    }

    public static List<String> tables(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        String[] types = {"TABLE"};
        try (ResultSet tables =
                connection.getMetaData().getTables(connection.getCatalog(), connection.getSchema(), "%", types)) {
            while (tables.next()) {
                names.add(tables.getString("TABLE_NAME"));
            }
        }
        return names;
    }

    public static String quoted(Connection connection, String name) throws SQLException {
        String quote = connection.getMetaData().getIdentifierQuoteString();
        return quote + name.replace(quote, quote + quote) + quote;
    }

    private static List<String> rows(Connection connection, String table) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select * from " + quoted(connection, table))) {
            while (rows.next()) {
                lines.add(line(rows));
            }
        }
        lines.sort(null);
        return lines;
    }

    private static String line(ResultSet row) throws SQLException {
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            Object value = row.getObject(i);
            String text = value instanceof byte[] bytes ? Base64.getEncoder().encodeToString(bytes) : value + "";
            cells.add(row.getMetaData().getColumnName(i).toLowerCase(Locale.ROOT) + "=" + text);
        }
        return String.join("; ", cells);
    }
}
