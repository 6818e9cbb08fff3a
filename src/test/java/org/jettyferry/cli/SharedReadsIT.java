package org.jettyferry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.Await.eventually;
import static org.jettyferry.testkit.servers.ServerKind.MYSQL;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jettyferry.cli.CommandLineHarness.Ended;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.junit.jupiter.api.io.TempDir;

/** Many schemata of one server with nothing to do: they share connections, and only those with something to do get their own. */
class SharedReadsIT {
    private static final int SCHEMATA = 8;

    @TempDir
    Path directory;

    @ServerTest({POSTGRESQL, MYSQL})
    void aSchemaWithNothingToDoNeedsNoConnectionOfItsOwn(TestDatabase database) throws Exception {
        List<String> names = schemata(database);
        try {
            Files.writeString(directory.resolve("updates.yaml"), "updates:\n  - changelog: changes.sql\n");
            Files.writeString(
                    directory.resolve("changes.sql"),
                    "--liquibase formatted sql\n\n--changeset ann:1\ncreate table t (a int);\n");
            assertThat(ok(database, "run-update", "--all", "--updates", "."))
                    .contains(names.get(0) + ": 1 update has run", names.get(SCHEMATA - 1) + ": 1 update has run");

            long before = connections(database);
            String again = ok(database, "run-update", "--all", "--updates", ".");
            assertThat(again.lines().filter(line -> line.endsWith(": up to date")))
                    .hasSize(SCHEMATA);
            assertThat(connections(database) - before)
                    .as("two of the pool, and those for the registry; without it two for each schema")
                    .isLessThan(SCHEMATA);

            one(database, names.get(3), "delete from DATABASECHANGELOG");
            one(database, names.get(3), "drop table t");
            assertThat(ok(database, "update", "status", "--all", "--updates", ".")
                            .lines())
                    .filteredOn(line -> line.endsWith("1 update to run"))
                    .containsExactly(names.get(3) + ": 1 update to run");
            assertThat(ok(database, "run-update", "--all", "--updates", ".").lines())
                    .filteredOn(line -> line.endsWith("has run"))
                    .containsExactly(names.get(3) + ": 1 update has run");
        } finally {
            for (String name : names) {
                database.execute(
                        "drop schema " + name + (database.server().name().equals("postgresql") ? " cascade" : ""));
            }
        }
    }

    @ServerTest(MYSQL)
    void aDatabaseThatIsGoneFailsAlone(TestDatabase database) throws Exception {
        List<String> names = schemata(database);
        try {
            Files.writeString(directory.resolve("updates.yaml"), "updates: []\n");
            database.execute("drop schema " + names.get(2));

            Ended all = ferry(database, "run-update", "--all", "--updates", ".");

            assertThat(all.code()).isEqualTo(ExitCode.PARTLY);
            assertThat(all.err()).contains(names.get(2) + ": could not connect to");
            assertThat(all.out().lines().filter(line -> line.endsWith(": up to date")))
                    .hasSize(SCHEMATA - 1);
        } finally {
            database.execute("create schema if not exists " + names.get(2));
            for (String name : names) {
                database.execute("drop schema " + name);
            }
        }
    }

    private List<String> schemata(TestDatabase database) throws SQLException {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= SCHEMATA; i++) {
            String name = "ferry_pool_" + i;
            names.add(name);
            database.execute("create schema " + name);
            ok(database, "schema", "add", name, "--schema-url", url(database, name));
        }
        return names;
    }

    private static String url(TestDatabase database, String schema) {
        return database.server().name().equals("postgresql")
                ? database.with("currentSchema=" + schema).url()
                : database.url().replace("/" + database.name(), "/" + schema);
    }

    private static void one(TestDatabase database, String schema, String statement) throws SQLException {
        new TestDatabase(
                        database.server(), database.name(), url(database, schema), database.user(), database.password())
                .execute(statement);
    }

    /** Returns how many connections were opened so far, over one of its own: a wait must not count itself. */
    private static long connections(TestDatabase database) throws Exception {
        try (Connection connection = database.connect()) {
            if (!database.server().name().equals("postgresql")) {
                return Sql.number(
                        connection,
                        "select variable_value from performance_schema.global_status where variable_name = 'Connections'");
            }
            eventually("all others are gone", () -> postgres(connection, "numbackends") == 1);
            return postgres(connection, "sessions");
        }
    }

    private static long postgres(Connection connection, String column) throws SQLException {
        return Sql.number(connection, "select " + column + " from pg_stat_database where datname = current_database()");
    }

    private String ok(TestDatabase database, String... args) {
        Ended ended = ferry(database, args);
        assertThat(ended.code()).as(ended.err()).isZero();
        return ended.out().strip();
    }

    private Ended ferry(TestDatabase database, String... args) {
        CommandLineHarness ferry = new CommandLineHarness(directory);
        ferry.environment.put("FERRY_URL", database.url());
        ferry.environment.put("FERRY_USER", database.user());
        ferry.environment.put("FERRY_PASSWORD", database.password());
        return ferry.run(args);
    }
}
