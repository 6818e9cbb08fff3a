package org.jettyferry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.servers.ServerKind.MYSQL;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jettyferry.cli.CommandLineHarness.Ended;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.testkit.nodes.JettyRelease;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command {@code ferry eligibility} with a registry, with real archives, and with the folders of real Jettys. */
class EligibilityIT {
    @TempDir
    Path directory;

    @ServerTest({POSTGRESQL, MYSQL})
    void schemataAndNodesOfTheRegistryCount(TestDatabase database) throws Exception {
        version("one", "5..6");
        version("two", "6..7");
        assertThat(asked(database).out()).as("without a registry").contains("without a registry");
        ok(database, "server", "register", "old");
        ok(database, "server", "register", "new");
        ok(database, "schema", "add", "shop_1", "--server", "old");
        node(database, "old");

        ok(database, "schema", "version", "shop_1", "6");
        assertThat(asked(database).code()).isEqualTo(ExitCode.DONE);
        ok(database, "schema", "version", "shop_1", "5");
        Ended early = asked(database);
        assertThat(early.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(early.out())
                .contains("the schema shop_1 has version 5, and the new version does not work with it")
                .contains("Update it to a version of 6 before", "ferry run-update shop_1");

        ok(database, "schema", "version", "shop_1", "6");
        node(database, "new");
        Ended together = asked(database);
        assertThat(together.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(together.out())
                .contains("nodes of several servers, which have different versions, are in one cluster portal")
                .contains("Jetty 12.1.8 of old on web");
    }

    @Test
    void theTwoArchivesOfTheShopDifferInTheServletApiAlone() throws IOException {
        String javax = JettyRelease.JETTY_9_4.shop().toString();
        String jakarta = JettyRelease.JETTY_12_1.shop().toString();
        rules("org.jettyferry.sample.Cart", "org.jettyferry.sample.Customer");
        assertThat(ferry("--from", javax, "--to", jakarta, "--rules", "rules.yaml")
                        .code())
                .isEqualTo(ExitCode.DONE);

        rules("org.jettyferry.sample");
        Ended servlets = ferry("--from", javax, "--to", jakarta, "--rules", "rules.yaml");
        assertThat(servlets.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(servlets.out()).contains("org.jettyferry.sample.ShopServlet").doesNotContain("sample.Cart,");
    }

    @ParameterizedTest
    @CsvSource({"JETTY_9_3, JETTY_9_4, 3", "JETTY_9_4, JETTY_11, 0", "JETTY_11, JETTY_12_1, 3"})
    void theFoldersOfJettyTellTheirReleases(JettyRelease from, JettyRelease to, int code) {
        Ended ended = ferry("--from", from.home().toString(), "--to", to.home().toString());

        assertThat(ended.code()).as(ended.err() + ended.out()).isEqualTo(code);
        assertThat(ended.out()).doesNotContain("the release of Jetty is not known");
    }

    private void rules(String... packages) throws IOException {
        Files.writeString(
                directory.resolve("rules.yaml"), "rules:\n  - name: mine\n    packages: " + List.of(packages) + "\n");
    }

    private void version(String name, String range) throws IOException {
        Path meta = Files.createDirectories(directory.resolve(name).resolve("META-INF"));
        Files.writeString(meta.resolve("ferry.properties"), "schemaVersions=" + range + "\n");
    }

    private static void node(TestDatabase database, String server) throws SQLException {
        String now = database.server().name().equals("postgresql")
                ? "cast(extract(epoch from clock_timestamp()) * 1000 as bigint)"
                : "cast(unix_timestamp(now(3)) * 1000 as signed)";
        database.execute(
                "insert into ferry_node (node_id, server_name, host, jetty_version, ferry_version, generation, started_ms,"
                        + " heartbeat_ms, registry_version, in_flight) values ('" + server + "', '" + server
                        + "', 'web', '12.1.8', '0.1.0', '2', 1, " + now + ", 1, 0)",
                "insert into ferry_node_state (node_id, unknown_context, guard, guard_reason, schema_versions,"
                        + " cluster_name) values ('" + server + "', 'wait', '', '', '5..6', 'portal')");
    }

    private Ended asked(TestDatabase database) {
        return run(database, "eligibility", "--from", "one", "--to", "two");
    }

    private void ok(TestDatabase database, String... args) {
        Ended ended = run(database, args);
        assertThat(ended.code()).as(ended.err()).isZero();
    }

    private Ended run(TestDatabase database, String... args) {
        CommandLineHarness ferry = new CommandLineHarness(directory);
        ferry.environment.put("FERRY_REGISTRY_URL", database.url());
        ferry.environment.put("FERRY_USER", database.user());
        ferry.environment.put("FERRY_PASSWORD", database.password());
        return ferry.run(args);
    }

    private Ended ferry(String... args) {
        List<String> words = new ArrayList<>(List.of("eligibility"));
        words.addAll(List.of(args));
        return new CommandLineHarness(directory).run(words.toArray(String[]::new));
    }
}
