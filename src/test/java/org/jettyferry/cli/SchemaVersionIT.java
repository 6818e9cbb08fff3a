package org.jettyferry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.servers.ServerKind.MARIADB;
import static org.jettyferry.testkit.servers.ServerKind.MYSQL;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jettyferry.cli.CommandLineHarness.Ended;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.junit.jupiter.api.io.TempDir;

/** The version of a schema in the registry: by hand, by an update, and in a registry of an older Ferry. */
class SchemaVersionIT {
    @TempDir
    Path directory;

    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void aVersionIsRecordedByHand(TestDatabase database) throws SQLException {
        ok(database, "schema", "add", "shop_1");
        assertThat(ok(database, "schema", "version", "shop_1")).contains("has no recorded version");
        long before = version(database);

        assertThat(ok(database, "schema", "version", "shop_1", "7.10"))
                .isEqualTo("The schema shop_1 has version 7.10 now.");
        assertThat(version(database)).isEqualTo(before + 1);
        assertThat(ok(database, "schema", "version", "shop_1", "7.10")).endsWith("already; nothing was changed.");
        assertThat(version(database)).isEqualTo(before + 1);
        assertThat(json(database, "schema", "version", "shop_1", "8", "--json")
                        .get("versionBefore")
                        .getAsString())
                .isEqualTo("7.10");
        assertThat(ok(database, "schema", "list", "--csv").lines().toList().get(1))
                .endsWith(",true,,8");
        assertThat(json(database, "schema", "version", "shop_1", "--json")
                        .get("version")
                        .getAsString())
                .isEqualTo("8");
        assertThat(ok(database, "schema", "disable", "shop_1")).contains("is disabled");
        assertThat(ok(database, "schema", "version", "shop_1", "--clear"))
                .isEqualTo("The schema shop_1 has no recorded version now; it had 8.");
        assertThat(json(database, "schema", "version", "shop_1", "--json")
                        .get("version")
                        .isJsonNull())
                .isTrue();

        assertThat(ferry(database, "schema", "version", "shop_1", "new").code()).isEqualTo(ExitCode.USAGE);
        assertThat(ferry(database, "schema", "version", "shop_2", "7").code()).isEqualTo(ExitCode.REFUSED);
    }

    /** An operator must see at once whose requests stop. */
    @ServerTest(POSTGRESQL)
    void nodesThatDoNotWorkWithItAreNamed(TestDatabase database) throws SQLException {
        ok(database, "server", "register", "blue");
        ok(database, "schema", "add", "shop_1", "--server", "blue");
        node(database, 1, "'5..7', 'portal'");
        node(database, 2, "null, null");
        node(database, 3, "'any', ''");

        assertThat(ferry(database, "schema", "version", "shop_1", "7").err()).isEmpty();
        Ended ended = ferry(database, "schema", "version", "shop_1", "8");
        assertThat(ended.code()).isZero();
        assertThat(ended.err()).contains("nodes that do not work with version 8: Jetty 9.4.58 on web1");
        assertThat(ended.err()).doesNotContain("web2", "web3");
        assertThat(ok(database, "node", "list", "--csv").lines())
                .anyMatch(line -> line.endsWith(",n1,5..7,portal"))
                .anyMatch(line -> line.endsWith(",n2,,"))
                .anyMatch(line -> line.endsWith(",n3,any,"));
    }

    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void anUpdateRecordsTheVersionThatItLeadsTo(TestDatabase database) throws Exception {
        ok(database, "schema", "add", "shop_1", "--schema-url", database.url());
        updates("7", "create table t (a int)");
        long before = version(database);

        assertThat(ok(database, "run-update", "shop_1", "--updates", "."))
                .contains("shop_1: 1 update has run", "shop_1: has version 7 now");
        assertThat(recorded(database)).containsExactly("7");
        assertThat(version(database)).isEqualTo(before + 1);
        assertThat(ok(database, "run-update", "--all", "--updates", "."))
                .contains("up to date")
                .doesNotContain("has version");
        assertThat(version(database)).isEqualTo(before + 1);

        updates("8", "create table t (a int)", "create table broken (a nothing_like_a_type)");
        assertThat(ferry(database, "runupdate", "-n", "shop_1", "--updates", ".")
                        .code())
                .isEqualTo(ExitCode.ERROR);
        assertThat(recorded(database)).as("of a failed run").containsExactly("7");

        updates("6.5", "create table t (a int)");
        Ended older = ferry(database, "run-update", "shop_1", "--updates", ".");
        assertThat(older.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(older.err()).contains("has version 7, and these updates lead to 6.5 only", "Nothing was changed");
        assertThat(recorded(database)).containsExactly("7");
    }

    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void aRegistryOfAnOlderFerryIsBroughtUpToDateAndItsNodesGoOn(TestDatabase database) throws SQLException {
        ok(database, "server", "register", "blue");
        ok(database, "schema", "add", "shop_1", "--server", "blue");
        older(database);
        assertThat(ferry(database, "upgrade", "--to", "12", "--url", database.url())
                        .err())
                .as("it looks for nodes in the tables as they are")
                .doesNotContain("schema_versions", "unexpected");

        assertThat(ok(database, "schema", "list", "--csv").lines().toList().get(1))
                .endsWith(",blue,true,,");
        assertThat(number(database, "select count(*) from ferry_changelog where ID = 'registry-3-schema-version'"))
                .isEqualTo(1);
        assertThat(ok(database, "schema", "version", "shop_1", "7")).contains("version 7 now");
        // the statements of an older node
        database.execute(
                "insert into ferry_node_state (unknown_context, guard, guard_reason, node_id)"
                        + " values ('wait', '', '', 'old')",
                "update ferry_node_state set unknown_context = 'through', guard = '', guard_reason = ''"
                        + " where node_id = 'old'");
        assertThat(ok(database, "node", "list", "--csv")).doesNotContain("any");

        // an interrupted change set runs again, whatever it has done before
        database.execute(
                "alter table ferry_node_state drop column cluster_name",
                "delete from ferry_changelog where ID not in ('registry-1', 'registry-2-node-state')");
        assertThat(ok(database, "schema", "version", "shop_1")).contains("has version 7.");
        assertThat(number(database, "select count(*) from ferry_node_state where cluster_name is null"))
                .isEqualTo(1);
    }

    private static void older(TestDatabase database) throws SQLException {
        database.execute(
                "alter table ferry_schema drop column version",
                "alter table ferry_node_state drop column schema_versions",
                "alter table ferry_node_state drop column cluster_name",
                "delete from ferry_changelog where ID not in ('registry-1', 'registry-2-node-state')");
    }

    private void updates(String version, String... statements) throws IOException {
        StringBuilder changes = new StringBuilder("--liquibase formatted sql\n");
        for (int i = 0; i < statements.length; i++) {
            changes.append("\n--changeset ann:")
                    .append(i)
                    .append('\n')
                    .append(statements[i])
                    .append(";\n");
        }
        Files.writeString(directory.resolve("changes.sql"), changes);
        Files.writeString(
                directory.resolve("updates.yaml"), "version: " + version + "\nupdates:\n  - changelog: changes.sql\n");
    }

    private static void node(TestDatabase database, int number, String declared) throws SQLException {
        database.execute(
                "insert into ferry_node (node_id, server_name, host, jetty_version, ferry_version, generation,"
                        + " started_ms, heartbeat_ms, registry_version, in_flight)"
                        + " values ('n" + number + "', 'blue', 'web" + number
                        + "', '9.4.58', '0.1.0', '2', 1, cast(extract(epoch from clock_timestamp()) * 1000 as bigint),"
                        + " 1, 0)",
                "insert into ferry_node_state (node_id, unknown_context, guard, guard_reason, schema_versions,"
                        + " cluster_name) values ('n" + number + "', 'wait', '', '', " + declared + ")");
    }

    private static List<String> recorded(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            return Sql.texts(connection, "select version from ferry_schema");
        }
    }

    private static long version(TestDatabase database) throws SQLException {
        return number(database, "select version from ferry_registry where id = 1");
    }

    private static long number(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect()) {
            return Sql.number(connection, sql);
        }
    }

    private String ok(TestDatabase database, String... args) {
        Ended ended = ferry(database, args);
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.err()).isEmpty();
        return ended.out().strip();
    }

    private JsonObject json(TestDatabase database, String... args) {
        return JsonParser.parseString(ok(database, args)).getAsJsonObject();
    }

    private Ended ferry(TestDatabase database, String... args) {
        CommandLineHarness ferry = new CommandLineHarness(directory);
        ferry.environment.put("FERRY_REGISTRY_URL", database.url());
        ferry.environment.put("FERRY_USER", database.user());
        ferry.environment.put("FERRY_PASSWORD", database.password());
        return ferry.run(args);
    }
}
