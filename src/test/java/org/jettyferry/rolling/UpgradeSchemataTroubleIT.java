package org.jettyferry.rolling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.nodes.JettyRelease.JETTY_9_4;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.store.table.StoreNames;
import org.jettyferry.testkit.Await;
import org.jettyferry.testkit.Wide;
import org.jettyferry.testkit.balancers.Balancing;
import org.jettyferry.testkit.balancers.Relay;
import org.jettyferry.testkit.cli.FerryProcess;
import org.jettyferry.testkit.nodes.Browser;
import org.jettyferry.testkit.nodes.JettyNode;
import org.jettyferry.testkit.servers.FileLimit;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.servers.TestServer;
import org.jettyferry.testkit.store.ReleaseFixture;
import org.jettyferry.testkit.store.SampleSession;
import org.jettyferry.testkit.store.StoredRow;
import org.junit.jupiter.api.Assumptions;

/** What can go wrong around a rolling upgrade, each with the real thing: nobody loses a session, and the same command goes on. */
class UpgradeSchemataTroubleIT {
    private static final Map<String, List<String>> SCHEMATA = schemata();
    private static final List<String> SHOPS = List.of("acme", "globex");

    /** Larger than a segment of PostgreSQL's log, which is written as a whole. */
    private static final int LARGEST_FILE = 20_000_000;

    /** Sessions of a megabyte each, which are more than that. */
    private static final int LARGE = 30;

    private final Browser browser = new Browser();

    /** The nodes lose it in the drain for some seconds: the run waits. */
    @ServerTest(POSTGRESQL)
    void theNodesLoseTheRegistry(TestServer server) throws Exception {
        Wide.assume("nodes that lose the registry in the drain");
        try (Site site = site(server)) {
            FerryProcess process =
                    site.ferry("upgrade-schemata", "-n", "new", "--yes").start().awaitWords("shop_1: copies sessions");
            site.toRegistry().cut();
            process.awaitWords("shop_1: drains");
            for (int i = 0; i < 80; i++) {
                Await.briefly();
            }
            site.toRegistry().mend();
            FerryProcess.Outcome outcome = process.outcome();
            assertThat(outcome.exit()).as("%s", outcome).isZero();
            allIsWell(site);
        }
    }

    /** The command loses it in the drain, and cannot even write down that it fails. */
    @ServerTest(POSTGRESQL)
    void theCommandLosesTheRegistry(TestServer server) throws Exception {
        try (Site site = site(server)) {
            URI registry = URI.create(site.registry().url().substring("jdbc:".length()));
            try (Relay relay = Relay.to(registry.getHost(), registry.getPort());
                    HeldRequest held = hold(site)) {
                String url = site.registry().url().replaceFirst("(//[^/:]+):\\d+", "$1:" + relay.port());
                FerryProcess process = site.ferry("upgrade-schemata", "-n", "new", "--yes")
                        .environment("FERRY_REGISTRY_URL", url)
                        .start()
                        .awaitWords("shop_1: drains");
                relay.cut();
                FerryProcess.Outcome outcome = process.outcome();
                assertThat(outcome.exit()).as("%s", outcome).isEqualTo(1);
                assertThat(state(site, "shop_1")).isEqualTo("running");
                assertThat(held.finish()).startsWith("HTTP/1.1 302 ");
            }
            site.run("upgrade-schemata", "--resume", "--yes");
            allIsWell(site);
        }
    }

    /** Somebody removes the schema from the registry while it is closed. The other one goes all the same. */
    @ServerTest(POSTGRESQL)
    void aSchemaIsDroppedUnderIt(TestServer server) throws Exception {
        Wide.assume("a schema that is dropped from the registry in mid-run");
        try (Site site = site(server)) {
            try (HeldRequest held = hold(site)) {
                FerryProcess process = site.ferry("upgrade-schemata", "-n", "new", "--yes", "--force")
                        .start()
                        .awaitWords("shop_1: drains");
                site.registry()
                        .execute(
                                "delete from ferry_context_name where context_id = 'acme' or name = '/acme'",
                                "delete from ferry_context where context_id = 'acme'",
                                "delete from ferry_schema where name = 'shop_1'",
                                "update ferry_registry set version = version + 1, contexts_version = version + 1");
                FerryProcess.Outcome outcome = process.outcome();
                assertThat(outcome.exit()).as("%s", outcome).isEqualTo(4);
                assertThat(outcome.toString()).contains("there is no schema shop_1");
                assertThat(held.finish()).startsWith("HTTP/1.1 ");
            }
            assertThat(state(site, "shop_2")).isEqualTo("done");
            shop(site.newUri(), "globex");
            assertThat(number(site.oldStore(), "select count(*) from JettySessions where contextPath = '_acme'"))
                    .as("its sessions are where they were")
                    .isEqualTo(1);
        }
    }

    /** It is killed while a request is under way there. What was saved of its sessions comes along. */
    @ServerTest(POSTGRESQL)
    void aNodeDiesInTheDrain(TestServer server) throws Exception {
        Wide.assume("a node that dies in the drain");
        try (Site site = site(server)) {
            JettyNode doomed = site.oldNodes().get("old1");
            FerryProcess process;
            try (HeldRequest held = HeldRequest.to(doomed.uri().resolve("acme/add"), "item=Lantern")) {
                Await.eventually(
                        "the request",
                        () -> number(site.registry(), "select count(*) from ferry_node where in_flight > 0") == 1);
                process = site.ferry("upgrade-schemata", "-n", "new", "--yes").start();
                process.awaitWords("shop_1: drains");
                doomed.kill();
            }
            FerryProcess.Outcome outcome = process.outcome();
            assertThat(outcome.exit()).as("%s", outcome).isZero();
            assertThat(outcome.toString()).contains("has ended without an answer: what it had not written");
            allIsWell(site);
        }
    }

    /** The server of the new store may not make files larger: once while sessions are copied, once when they arrive. */
    @ServerTest(POSTGRESQL)
    void theDiskOfTheNewStoreIsFull(TestServer server) throws Exception {
        Wide.assume("a full disk of the new store");
        Assumptions.assumeTrue(FileLimit.works(), "the files of this server cannot be limited");
        try (Site site = site(server)) {
            insertLarge(site, "large");
            long postmaster = postmaster(site);
            FileLimit.set(postmaster, LARGEST_FILE);
            FerryProcess.Outcome full;
            try {
                full = site.ferry("upgrade-schemata", "-n", "new", "--yes").run();
            } finally {
                FileLimit.lift(postmaster);
            }
            assertThat(full.exit()).as("%s", full).isEqualTo(1);
            assertThat(full.toString()).contains("No session is lost");
            assertThat(state(site, "shop_1")).isEqualTo("reverted");
            shop(site.oldUri(), "acme");

            fullWhenTheyArrive(site);
            site.run("upgrade-schemata", "-n", "new", "--yes");
            assertThat(number(site.newStore(), "select count(*) from JettySessions"))
                    .isEqualTo(2 + 2 * LARGE);
            allIsWell(site);
        }
    }

    private void fullWhenTheyArrive(Site site) throws Exception {
        FerryProcess.Outcome full;
        try (HeldRequest held = hold(site)) {
            FerryProcess process =
                    site.ferry("upgrade-schemata", "-n", "new", "--yes").start().awaitWords("shop_1: drains");
            for (long backend : backends(site)) {
                FileLimit.set(backend, LARGEST_FILE);
            }
            insertLarge(site, "late"); // what was there before is in the new table by now, uncommitted
            held.finish();
            full = process.outcome();
        }
        assertThat(full.exit()).as("%s", full).isEqualTo(1);
        assertThat(full.toString()).contains("No session is lost", "CLOSED, and nobody serves them: shop_1");
        assertThat(number(site.newStore(), "select count(*) from JettySessions"))
                .isZero();
    }

    private static void insertLarge(Site site, String name) throws Exception {
        List<StoredRow> rows = new ArrayList<>();
        Random random = new Random(7);
        for (int i = 0; i < LARGE; i++) {
            byte[] noise = new byte[1_000_000]; // nothing that the server could compress
            random.nextBytes(noise);
            rows.add(StoredRow.of(name + i, SampleSession.written(ReleaseFixture.JETTY_9_4, Map.of("noise", noise)))
                    .with(SessionColumn.CONTEXT_PATH, "_acme")
                    .with(SessionColumn.MAX_INTERVAL, 1_800_000L));
        }
        StoredRow.insert(site.oldStore(), "JettySessions", StoreNames.defaults(), rows);
    }

    private static long postmaster(Site site) throws SQLException {
        try (Connection connection = site.newStore().connect()) {
            return Long.parseLong(Sql.texts(connection, "select split_part(pg_read_file('postmaster.pid'), chr(10), 1)")
                    .get(0));
        }
    }

    private static List<Long> backends(Site site) throws SQLException {
        try (Connection connection = site.newStore().connect()) {
            return Sql.texts(
                            connection,
                            "select pid from pg_stat_activity where datname = current_database()"
                                    + " and pid <> pg_backend_pid()")
                    .stream()
                    .map(Long::valueOf)
                    .toList();
        }
    }

    private Site site(TestServer server) {
        Site site = new Site(
                server,
                JETTY_9_4,
                List.of("old1", "old2"),
                List.of("new1"),
                SCHEMATA,
                List.of(Balancing.SMALL, Balancing.SMALL));
        site.run("server", "store", "old", site.oldStore().url());
        site.run("server", "store", "new", site.newStore().url());
        for (String shop : SHOPS) {
            browser.submit(site.oldUri().resolve(shop + "/login"), Map.of("user", "Zoë of " + shop));
            browser.submit(site.oldUri().resolve(shop + "/add"), Map.of("item", "Rope"));
        }
        return site;
    }

    /** A request that holds the drain of shop_1 until it is finished. */
    private static HeldRequest hold(Site site) throws Exception {
        HeldRequest held = HeldRequest.to(site.oldNodes().get("old1").uri().resolve("acme/add"), "item=Lantern");
        Await.eventually(
                "the request",
                () -> number(site.registry(), "select count(*) from ferry_node where in_flight > 0") == 1);
        return held;
    }

    private void allIsWell(Site site) throws SQLException {
        for (String schema : SCHEMATA.keySet()) {
            assertThat(state(site, schema)).isEqualTo("done");
        }
        SHOPS.forEach(shop -> shop(site.newUri(), shop));
        assertThat(number(site.oldStore(), "select count(*) from JettySessions"))
                .isZero();
        assertThat(number(site.registry(), "select count(*) from ferry_schema where enabled = 0"))
                .isZero();
    }

    private void shop(URI home, String shop) {
        JsonObject page = browser.open(home.resolve(shop + "/"));
        assertThat(page.get("user").getAsString()).as("%s", page).isEqualTo("Zoë of " + shop);
        assertThat(page.getAsJsonObject("cart").get("Rope").getAsInt())
                .as("%s", page)
                .isEqualTo(1);
    }

    private static String state(Site site, String name) {
        FerryProcess.Outcome outcome = site.run("upgrade-schemata", "--status", "--json");
        for (JsonElement schema : JsonParser.parseString(String.join("\n", outcome.out()))
                .getAsJsonObject()
                .getAsJsonArray("schemata")) {
            if (schema.getAsJsonObject().get("schema").getAsString().equals(name)) {
                return schema.getAsJsonObject().get("state").getAsString();
            }
        }
        return "";
    }

    private static Map<String, List<String>> schemata() {
        Map<String, List<String>> schemata = new LinkedHashMap<>();
        schemata.put("shop_1", List.of("acme"));
        schemata.put("shop_2", List.of("globex"));
        return schemata;
    }

    private static long number(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect()) {
            return Sql.number(connection, sql);
        }
    }
}
