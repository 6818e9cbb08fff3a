package org.jettyferry.rolling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.nodes.JettyRelease.JETTY_9_4;
import static org.jettyferry.testkit.servers.ServerKind.MYSQL;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.registry.Registry;
import org.jettyferry.registry.RollingLock;
import org.jettyferry.registry.RollingStep;
import org.jettyferry.testkit.Wide;
import org.jettyferry.testkit.balancers.Balancing;
import org.jettyferry.testkit.cli.FerryProcess;
import org.jettyferry.testkit.nodes.Browser;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.servers.TestServer;
import org.jettyferry.testkit.store.StoreFixture;
import org.junit.jupiter.api.io.TempDir;

/** The command is killed in each of its steps, or cannot go on, and is run again: the end is that of an undisturbed run. */
class UpgradeSchemataKillIT {
    private static final Map<String, List<String>> SCHEMATA =
            Map.of("shop_1", List.of("acme"), "shop_2", List.of("globex"));

    private static final Set<RollingStep> STEPS = EnumSet.complementOf(EnumSet.of(RollingStep.WAIT, RollingStep.DONE));
    private static final Set<RollingStep> MOST_DANGEROUS =
            EnumSet.of(RollingStep.DRAIN, RollingStep.UPDATE, RollingStep.ARRIVE, RollingStep.LEAVE);

    @TempDir
    Path folder;

    @ServerTest(POSTGRESQL)
    void onPostgresql(TestServer server) throws Exception {
        disturbed(server);
    }

    @ServerTest(MYSQL)
    void onMysql(TestServer server) throws Exception {
        Wide.assume("kills of upgrade-schemata on MySQL");
        disturbed(server);
    }

    private void disturbed(TestServer server) throws Exception {
        try (TestDatabase data = server.createDatabase();
                Site site = new Site(
                        server,
                        JETTY_9_4,
                        List.of("old1"),
                        List.of("new1"),
                        SCHEMATA,
                        List.of(Balancing.SMALL, Balancing.SMALL))) {
            site.run("server", "store", "old", site.oldStore().url());
            site.run("server", "store", "new", site.newStore().url());
            updates(site, data);
            Act act = new Act(site, folder);
            act.begin();
            act.aSecondRunIsTurnedAway();
            act.aRequestThatDoesNotEndRevertsTheSchema();
            for (RollingStep step : Wide.ON ? STEPS : MOST_DANGEROUS) {
                act.killedIn(step);
            }
            try (Connection connection = data.connect()) {
                assertThat(Sql.number(connection, "select count(*) from visits"))
                        .isEqualTo(1);
            }
        }
    }

    /** An update that would fail if it ran twice. */
    private void updates(Site site, TestDatabase data) throws Exception {
        Files.writeString(folder.resolve("updates.yaml"), "updates:\n  - changelog: changes.sql\n");
        Files.writeString(
                folder.resolve("changes.sql"),
                "--liquibase formatted sql\n\n--changeset ann:1\ncreate table visits (x int);\n"
                        + "insert into visits values (1);\n");
        site.registry().execute("update ferry_schema set url = '" + data.url() + "'");
    }

    /** A customer of each shop, who goes where the shops go. */
    private static final class Act {
        private final Site site;
        private final Path updates;
        private final Browser browser = new Browser();
        private boolean there;
        private int ropes;

        Act(Site site, Path updates) {
            this.site = site;
            this.updates = updates;
        }

        void begin() {
            for (String shop : List.of("acme", "globex")) {
                browser.submit(at(site.oldUri(), shop + "/login"), Map.of("user", "Zoë of " + shop));
            }
            shop();
        }

        void aSecondRunIsTurnedAway() {
            try (RollingLock first = new Registry(StoreFixture.open(site.registry()))
                    .rollingRuns()
                    .lock()) {
                first.check();
                FerryProcess.Outcome outcome = move();
                assertThat(outcome.exit()).as("%s", outcome).isEqualTo(6);
                assertThat(outcome.toString()).contains("another process runs a rolling upgrade");
            }
        }

        /** The schema is open on the old server again, nobody has lost anything, and the next run takes it over. */
        void aRequestThatDoesNotEndRevertsTheSchema() throws Exception {
            URI node = site.oldNodes().values().iterator().next().uri();
            try (HeldRequest held = HeldRequest.to(node.resolve("acme/add"), "item=Lantern")) {
                FerryProcess.Outcome outcome = move("--drain-timeout", "2s");
                assertThat(outcome.exit()).as("%s", outcome).isEqualTo(1);
                assertThat(outcome.toString()).contains("have not let go of the sessions of shop_1", "Go on: ");
                assertThat(states()).containsExactly("reverted", "waiting");
                shop();
                assertThat(held.finish()).startsWith("HTTP/1.1 302 ");
            }
            arrives(move());
        }

        void killedIn(RollingStep step) throws Exception {
            try (FerryProcess process = site.ferry(command()).start()) {
                process.killAt("shop_1: " + step.words()).outcome();
            }
            JsonObject first = schemata().get(0).getAsJsonObject();
            assertThat(first.get("state").getAsString()).as("%s", first).isIn("running", "done");
            arrives(move());
        }

        private void arrives(FerryProcess.Outcome outcome) throws SQLException {
            assertThat(outcome.exit()).as("%s", outcome).isZero();
            there = !there;
            assertThat(states()).containsExactly("done", "done");
            assertThat(rows(from())).as("rows that stayed behind").isZero();
            assertThat(rows(to())).isEqualTo(2);
            assertThat(number(to(), "select count(*) from ferry_arriving_session"))
                    .isZero();
            assertThat(number(to(), "select count(*) from ferry_transfer")).isZero();
            assertThat(number(site.registry(), "select count(*) from ferry_schema where enabled = 0"))
                    .isZero();
            shop();
        }

        /** Sees the carts, and puts something into each. */
        private void shop() {
            URI home = there ? site.newUri() : site.oldUri();
            for (String shop : List.of("acme", "globex")) {
                JsonObject page = browser.open(at(home, shop + "/"));
                assertThat(page.get("user").getAsString()).as("%s", page).isEqualTo("Zoë of " + shop);
                JsonElement seen = page.getAsJsonObject("cart").get("Rope");
                assertThat(seen == null ? 0 : seen.getAsInt()).as("%s", page).isEqualTo(ropes);
                browser.submit(at(home, shop + "/add"), Map.of("item", "Rope"));
            }
            ropes++;
        }

        private FerryProcess.Outcome move(String... more) {
            String[] all = Stream.of(command(), more).flatMap(Arrays::stream).toArray(String[]::new);
            return site.ferry(all).runHere();
        }

        private String[] command() {
            String to = there ? "old" : "new";
            String from = there ? "new" : "old";
            return new String[] {
                "upgrade-schemata", "-n", to, "--from-server", from, "--yes", "--updates", updates.toString()
            };
        }

        private List<String> states() {
            return schemata().asList().stream()
                    .map(schema -> schema.getAsJsonObject().get("state").getAsString())
                    .toList();
        }

        private JsonArray schemata() {
            FerryProcess.Outcome outcome = site.run("upgrade-schemata", "--status", "--json");
            return JsonParser.parseString(String.join("\n", outcome.out()))
                    .getAsJsonObject()
                    .getAsJsonArray("schemata");
        }

        private TestDatabase to() {
            return there ? site.newStore() : site.oldStore();
        }

        private TestDatabase from() {
            return there ? site.oldStore() : site.newStore();
        }

        private static long rows(TestDatabase store) throws SQLException {
            return number(store, "select count(*) from JettySessions");
        }

        private static long number(TestDatabase database, String sql) throws SQLException {
            try (Connection connection = database.connect()) {
                return Sql.number(connection, sql);
            }
        }

        private static URI at(URI balancer, String path) {
            return balancer.resolve(path);
        }
    }
}
