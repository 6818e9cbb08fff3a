package org.jettyferry.testkit.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jettyferry.testkit.servers.TestDatabase;

/** The registry's tables in a test's database, changed by plain SQL as any other program would. */
public final class RegistryTables {
    private static final String NEXT = "update ferry_registry set version = version + 1 where id = 1";
    private static final String CONTEXTS = "update ferry_registry set contexts_version = version where id = 1";

    private final TestDatabase database;

    /**
     * Makes the tables.
     *
     * @param database an empty one
     */
    public RegistryTables(TestDatabase database) throws SQLException, IOException {
        this.database = database;
        String folder = database.server().name().replace("mariadb", "mysql").replace("mssql", "sqlserver");
        String script = Files.readAllLines(Path.of("sql", folder, "registry.sql")).stream()
                .filter(line -> !line.startsWith("--"))
                .collect(Collectors.joining("\n"));
        database.execute(Stream.of(script.split(";\\s*\n", -1))
                .filter(statement -> !statement.isBlank())
                .toArray(String[]::new));
        if (folder.equals("sqlserver")) {
            // Babelfish can't follow a foreign key on text whose collation is not the database's.
            database.execute("alter table ferry_context_name drop constraint ferry_context_name_of");
        }
    }

    /** Adds servers; the first has the number 1. */
    public void servers(String... names) throws SQLException {
        List<String> statements = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            statements.add("insert into ferry_server (server_id, name, created_ms) values (%d, '%s', 0)"
                    .formatted(i + 1, names[i]));
        }
        change(statements);
    }

    /** Adds a schema, enabled. */
    public void schema(long id, String name, long server) throws SQLException {
        change(List.of(("insert into ferry_schema (schema_id, name, server_id, enabled, reason, changed_ms)"
                        + " values (%d, '%s', %d, 1, '', 0)")
                .formatted(id, name, server)));
    }

    /** Adds contexts to a schema, each known by its id. */
    public void contexts(long schema, String... ids) throws SQLException {
        List<String> statements = new ArrayList<>();
        for (String id : ids) {
            statements.add(("insert into ferry_context (context_id, schema_id, enabled, reason, changed_version)"
                            + " select %s, %d, 1, '', version from ferry_registry")
                    .formatted(text(id), schema));
            statements.add(
                    "insert into ferry_context_name (name, context_id) values (%s, %s)".formatted(text(id), text(id)));
        }
        statements.add(CONTEXTS);
        change(statements);
    }

    /** Records the version of a schema. */
    public void version(long schema, String version) throws SQLException {
        change(List.of("update ferry_schema set version = '%s' where schema_id = %d".formatted(version, schema)));
    }

    /** Assigns a schema to another server. */
    public void move(long schema, long server) throws SQLException {
        change(List.of("update ferry_schema set server_id = %d where schema_id = %d".formatted(server, schema)));
    }

    /** Disables a schema or enables it. */
    public void enable(long schema, boolean enabled) throws SQLException {
        change(List.of("update ferry_schema set enabled = %d, reason = 'upgrade' where schema_id = %d"
                .formatted(enabled ? 1 : 0, schema)));
    }

    /** Disables a schema for a moment: nodes park its requests. */
    public void park(long schema, long millis) throws SQLException {
        change(List.of("update ferry_schema set enabled = 0, reason = 'upgrade', park_ms = %d where schema_id = %d"
                .formatted(millis, schema)));
    }

    /** Disables a context by itself, for a reason. */
    public void disableContext(String id, String reason) throws SQLException {
        change(List.of(
                ("update ferry_context set enabled = 0, reason = '%s',"
                                + " changed_version = (select version from ferry_registry) where context_id = '%s'")
                        .formatted(reason, id),
                CONTEXTS));
    }

    /** Removes a context with its names. */
    public void removeContext(String id) throws SQLException {
        change(List.of(
                "delete from ferry_context_name where context_id = '%s'".formatted(id),
                "delete from ferry_context where context_id = '%s'".formatted(id),
                CONTEXTS));
    }

    /** The version that the registry has now. */
    public long version() throws SQLException {
        return Long.parseLong(rows("select version from ferry_registry").get(0));
    }

    /** The first column of what a query gives, as text. */
    public List<String> rows(String query) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            List<String> rows = new ArrayList<>();
            while (row.next()) {
                rows.add(row.getString(1));
            }
            return rows;
        }
    }

    /** In any script: SQL Server reads a literal by the database's code page, if it is not told otherwise. */
    private String text(String value) {
        return (database.server().name().equals("mssql") ? "N'" : "'") + value + "'";
    }

    private void change(List<String> statements) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(NEXT);
            for (String sql : statements) {
                statement.execute(sql);
            }
            connection.commit();
        }
    }
}
