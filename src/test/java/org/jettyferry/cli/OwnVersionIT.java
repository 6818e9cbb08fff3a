package org.jettyferry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.servers.ServerKind.MARIADB;
import static org.jettyferry.testkit.servers.ServerKind.MYSQL;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jettyferry.cli.CommandLineHarness.Ended;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.junit.jupiter.api.io.TempDir;

/** The version of a schema that no registry knows, as an init container finds it. */
class OwnVersionIT {
    @TempDir
    Path directory;

    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void anUpdateOfAConnectionRecordsTheVersionInTheSchema(TestDatabase database) throws Exception {
        updates("7", "create table t (a int)");

        assertThat(ok(database, "run-update", "--updates", ".")).contains(": has version 7 now");
        assertThat(ok(database, "run-update", "--updates", ".")).doesNotContain("has version");
        assertThat(ok(database, "schema", "version")).isEqualTo("The schema of the connection has version 7.");

        updates("8", "create table broken (a nothing_like_a_type)");
        assertThat(ferry(database, "run-update", "--updates", ".").code()).isEqualTo(ExitCode.ERROR);
        updates("6.5", "create table u (a int)");
        Ended older = ferry(database, "run-update", "--updates", ".");
        assertThat(older.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(older.err()).contains("has version 7, and these updates lead to 6.5 only", "--record VERSION");
        assertThat(ok(database, "schema", "version")).endsWith("has version 7.");
        try (Connection connection = database.connect()) {
            assertThat(Sql.number(
                            connection,
                            "select count(*) from information_schema.tables where lower(table_name) in"
                                    + " ('ferry_schema', 'u')"
                                    + (database.server().name().equals("postgresql")
                                            ? ""
                                            : " and table_schema = database()")))
                    .as("no registry, and nothing of the older updates")
                    .isZero();
        }
    }

    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void aVersionIsRecordedByHand(TestDatabase database) {
        assertThat(ok(database, "schema", "version")).contains("has no recorded version");
        assertThat(ok(database, "schema", "version", "--clear")).endsWith("already; nothing was changed.");
        assertThat(ok(database, "schema", "version", "--record", "7.10"))
                .isEqualTo("The schema of the connection has version 7.10 now.");
        assertThat(ok(database, "schema", "version", "--record", "7.10")).endsWith("already; nothing was changed.");
        assertThat(JsonParser.parseString(ok(database, "schema", "version", "--record", "8", "--json"))
                        .getAsJsonObject()
                        .get("versionBefore")
                        .getAsString())
                .isEqualTo("7.10");
        assertThat(ok(database, "schema", "version", "--clear")).endsWith("now; it had 8.");
        assertThat(ok(database, "schema", "version")).contains("has no recorded version");
    }

    @ServerTest(POSTGRESQL)
    void anApplicationIsCheckedBeforeItStarts(TestDatabase database) throws Exception {
        String old = war("old.war", "schemaVersions=5..7\n");
        assertThat(ok(database, "schema", "version", "--application", old)).contains("no recorded version");
        ok(database, "schema", "version", "--record", "8");

        Ended outside = ferry(database, "schema", "version", "--application", old);
        assertThat(outside.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(outside.err()).contains("has version 8, and the application works with 5..7", "newer version");
        Ended before = ferry(database, "schema", "version", "--works-with", "9..");
        assertThat(before.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(before.err()).contains("ferry run-update");
        assertThat(ok(database, "schema", "version", "--works-with", "8..9")).endsWith("has version 8.");
        Ended silent = ferry(database, "schema", "version", "--application", war("silent.war", ""));
        assertThat(silent.code()).isZero();
        assertThat(silent.err()).contains("declares no schemaVersions");

        CommandLineHarness registry = new CommandLineHarness(directory);
        connect(registry, database).put("FERRY_REGISTRY_URL", database.url());
        assertThat(registry.run("schema", "add", "shop_1").code()).isZero();
        assertThat(registry.run("schema", "version", "shop_1", "4").code()).isZero();
        assertThat(registry.run("schema", "version", "shop_1", "--application", old)
                        .code())
                .as("by the version that the registry has")
                .isEqualTo(ExitCode.REFUSED);
    }

    @ServerTest(POSTGRESQL)
    void whatExcludesEachOtherIsRefused(TestDatabase database) {
        for (String[] words : new String[][] {
            {"shop_1", "--record", "7"},
            {"--record", "7", "--clear"},
            {"--record", "7", "--works-with", "7"},
            {"--works-with", "new"},
            {"--record", "new"},
            {"--application", "nowhere.war"}
        }) {
            String[] all = new String[words.length + 2];
            all[0] = "schema";
            all[1] = "version";
            System.arraycopy(words, 0, all, 2, words.length);
            assertThat(ferry(database, all).code()).as(String.join(" ", words)).isEqualTo(ExitCode.USAGE);
        }
        assertThat(ok(database, "schema", "version")).contains("no recorded version");
    }

    private String war(String name, String declared) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(directory.resolve(name)))) {
            zip.putNextEntry(new ZipEntry(declared.isEmpty() ? "index.html" : "META-INF/ferry.properties"));
            zip.write(declared.getBytes(StandardCharsets.UTF_8));
        }
        return name;
    }

    private void updates(String version, String statement) throws IOException {
        Files.writeString(
                directory.resolve("changes.sql"),
                "--liquibase formatted sql\n\n--changeset ann:" + version + "\n" + statement + ";\n");
        Files.writeString(
                directory.resolve("updates.yaml"), "version: " + version + "\nupdates:\n  - changelog: changes.sql\n");
    }

    private String ok(TestDatabase database, String... args) {
        Ended ended = ferry(database, args);
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.err()).isEmpty();
        return ended.out().strip();
    }

    private Ended ferry(TestDatabase database, String... args) {
        CommandLineHarness ferry = new CommandLineHarness(directory);
        connect(ferry, database);
        return ferry.run(args);
    }

    private static Map<String, String> connect(CommandLineHarness ferry, TestDatabase database) {
        ferry.environment.put("FERRY_URL", database.url());
        ferry.environment.put("FERRY_USER", database.user());
        ferry.environment.put("FERRY_PASSWORD", database.password());
        return ferry.environment;
    }
}
