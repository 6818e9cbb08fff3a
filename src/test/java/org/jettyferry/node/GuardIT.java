package org.jettyferry.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.nodes.JettyRelease.JETTY_10;
import static org.jettyferry.testkit.nodes.JettyRelease.JETTY_11;
import static org.jettyferry.testkit.nodes.JettyRelease.JETTY_12_0;
import static org.jettyferry.testkit.nodes.JettyRelease.JETTY_12_1;
import static org.jettyferry.testkit.nodes.JettyRelease.JETTY_9_3;
import static org.jettyferry.testkit.nodes.JettyRelease.JETTY_9_4;
import static org.jettyferry.testkit.servers.ServerKind.MSSQL;
import static org.jettyferry.testkit.servers.ServerKind.MYSQL;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.UnaryOperator;
import org.jettyferry.testkit.Wide;
import org.jettyferry.testkit.nodes.Browser;
import org.jettyferry.testkit.nodes.JettyNode;
import org.jettyferry.testkit.nodes.JettyRelease;
import org.jettyferry.testkit.nodes.NodePlan;
import org.jettyferry.testkit.servers.Ports;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.store.SessionRows;

/** Checks on real nodes that session tables of the other generation stay unchanged, and that the log says why. */
class GuardIT {
    /** A 9.4 or later takes the 1800 seconds of a generation-1 row for milliseconds. */
    private static final long TILL_A_NEW_JETTY_EXPIRES_OLD_SESSIONS = 2500;

    private static final List<JettyRelease> NEWER = List.of(JETTY_9_4, JETTY_10, JETTY_11, JETTY_12_0, JETTY_12_1);

    private final Browser browser = new Browser();

    @ServerTest(
            value = {POSTGRESQL, MSSQL},
            wide = MYSQL)
    void aNewJettyChangesNoRowOfGeneration1(TestDatabase database) throws Exception {
        fill(JETTY_9_3, database);
        SortedSet<String> rows = SessionRows.of(database);

        assertKeptOff(guarded(JETTY_9_4, database).ferryModule(), "ferry upgrade --to 9.4.58");
        if (Wide.ON) {
            assertKeptOff(guarded(JETTY_9_4, database).ferryInLib(), "ferry upgrade --to 9.4.58");
            assertKeptOff(guarded(JETTY_12_0, database).ferryModule(), "ferry upgrade --to 12.0.31");
            assertKeptOff(guarded(JETTY_12_1, database).ferryModule(), "ferry upgrade --to 12.1.12");
        }
        assertKeptOff(guarded(JETTY_12_1, database).ferryInLib(), "ferry upgrade --to 12.1.12");

        assertThat(SessionRows.of(database)).isEqualTo(rows);
        try (JettyNode node = guarded(JETTY_12_1, database)
                .ferryModule()
                .setting("guard", "warn")
                .start()) {
            askTwice(node);
            assertThat(node.log()).contains("ferry upgrade --to 12.1.12").contains("It starts all the same.");
        }
        assertThat(SessionRows.of(database)).isNotEqualTo(rows); // else nothing was shown
    }

    @ServerTest(
            value = {POSTGRESQL, MSSQL},
            wide = MYSQL)
    void anOldJettyChangesNoRowOfGeneration2AndMakesNoTable(TestDatabase database) throws Exception {
        fill(JETTY_12_1, database);
        SortedSet<String> rows = SessionRows.of(database);

        assertKeptOff(guarded(JETTY_9_3, database).ferryModule(), "ferry downgrade --to 9.3.30");
        assertThat(SessionRows.of(database)).isEqualTo(rows);

        assertKeptOff(guarded(JETTY_9_3, database).ferryInLib(), "ferry downgrade --to 9.3.30");
        rows.add("JettySessionIds is there"); // a web application starts after the session ids of the server
        assertThat(SessionRows.of(database)).isEqualTo(rows);
    }

    @ServerTest(POSTGRESQL)
    void sessionsOfTheRootUnderTheSpellingOfAnotherReleaseAreKeptToo(TestDatabase database) throws Exception {
        Wide.assume("the root's sessions under another release's spelling");
        fill(JETTY_9_4, database);
        SortedSet<String> rows = SessionRows.of(database);

        try (JettyNode node = guarded(JETTY_12_1, database).ferryModule().start()) {
            HttpResponse<String> root = ask(node.uri(), "text/html");
            assertThat(root.statusCode()).isEqualTo(503);
            assertThat(node.log()).contains("ferry upgrade --to 12.1.12");
            assertThat(browser.open(node.uri().resolve("shop/")).get("user").getAsString())
                    .isEqualTo("alice");
        }
        assertThat(SessionRows.of(database)).hasSameSizeAs(rows);
    }

    @ServerTest(POSTGRESQL)
    void sessionsOfTheRootThatJetty12HasStoredAreKeptFromAnOlderJetty(TestDatabase database) throws Exception {
        Wide.assume("sessions of the root that Jetty 12 has stored");
        assertRootIsKept(database, List.of(JETTY_10, JETTY_9_4, JETTY_11));
    }

    @ServerTest(POSTGRESQL)
    void noReleaseBetweenAndNoOldServletApiChangesARowOfGeneration1(TestDatabase database) throws Exception {
        Wide.assume("Jetty 10, 11 and ee8 of 12");
        fill(JETTY_9_3, database);
        SortedSet<String> rows = SessionRows.of(database);

        for (JettyRelease release : List.of(JETTY_10, JETTY_11)) {
            assertKeptOff(guarded(release, database).ferryModule(), "ferry upgrade --to " + release.version());
            assertKeptOff(guarded(release, database).ferryInLib(), "ferry upgrade --to " + release.version());
        }
        for (JettyRelease release : List.of(JETTY_12_0, JETTY_12_1)) {
            NodePlan ee8 = plan(release, JETTY_9_4.shop(), database).ee("ee8").guarded();
            assertKeptOff(ee8.ferryModule(), "ferry upgrade --to " + release.version());
        }
        assertThat(SessionRows.of(database)).isEqualTo(rows);
    }

    @ServerTest(POSTGRESQL)
    void oneSessionOfTheRootUnderItsOwnSpellingSettlesIt(TestDatabase database) throws Exception {
        Wide.assume("one session of the root under its own spelling");
        fill(JETTY_9_4, database);
        try (JettyNode node = plan(JETTY_12_1, database).start()) {
            new Browser().submit(node.uri().resolve("login"), Map.of("user", "bob"));
        }
        for (JettyRelease release : new JettyRelease[] {JETTY_12_1, JETTY_9_4}) {
            try (JettyNode node = guarded(release, database).ferryModule().start()) {
                assertThat(ask(node.uri(), "text/html").statusCode())
                        .as(node.log())
                        .isEqualTo(200);
            }
        }
    }

    @ServerTest(
            value = {POSTGRESQL, MSSQL},
            wide = MYSQL)
    void nodesOnTheirOwnTablesKeepTheirSessions(TestDatabase database) {
        for (JettyRelease release : Wide.ON ? List.of(JETTY_9_4, JETTY_9_3, JETTY_12_1) : List.of(JETTY_12_1)) {
            UnaryOperator<NodePlan> delivery = release == JETTY_9_4 ? NodePlan::ferryInLib : NodePlan::ferryModule;
            Browser customer = new Browser();
            try (JettyNode node = delivery.apply(guarded(release, database)).start()) {
                customer.submit(node.uri().resolve("shop/login"), Map.of("user", "alice"));
                assertThat(node.log()).contains("there is none yet");
            }
            try (JettyNode node = delivery.apply(guarded(release, database)).start()) {
                assertThat(customer.open(node.uri().resolve("shop/"))
                                .get("user")
                                .getAsString())
                        .isEqualTo("alice");
                assertThat(node.log()).contains("The session tables fit");
            }
            SessionRows.dropTables(database);
        }
    }

    /**
     * The URL and the names are said to Jetty alone, as in a set-up side by side; a table of the usual name is there as
     * well.
     */
    @ServerTest(
            value = {POSTGRESQL, MSSQL},
            wide = MYSQL)
    void theStoreAndTheTableThatJettyItselfIsToldOfAreLookedAt(TestDatabase database) throws Exception {
        try (JettyNode node = plan(JETTY_9_3, database).schema("table", "Old").start()) {
            browser.submit(node.uri().resolve("shop/login"), Map.of("user", "alice"));
            browser.submit(node.uri().resolve("login"), Map.of("user", "zoe"));
        }
        String session = "select * from Old order by rowId";
        List<String> rows = SessionRows.of(database, session);
        assertKeptOff(plan(JETTY_12_1, database).schema("table", "Old").ferryInLib(), "ferry upgrade --to 12.1.12");
        assertThat(SessionRows.of(database, session)).isNotEmpty().isEqualTo(rows);

        database.execute("create table JettySessions (rowId varchar(120) primary key)");
        try (JettyNode node =
                plan(JETTY_9_4, database).schema("table", "New").ferryModule().start()) {
            assertThat(ask(node.uri().resolve("shop/"), "*/*").statusCode())
                    .as(node.log())
                    .isEqualTo(200);
            assertThat(node.log()).contains("there is none yet that is called New");
        }
        assertKeptOff(plan(JETTY_9_3, database).schema("table", "New").ferryModule(), "ferry downgrade --to 9.3.30");
    }

    /** Only Jetty's own DataSource leads to the store. */
    @ServerTest(value = POSTGRESQL, wide = MYSQL)
    void aStoreBehindJettysOwnDataSourceIsGuarded(TestDatabase database) throws Exception {
        try (JettyNode node = plan(JETTY_9_3, database).pooled().start()) {
            browser.submit(node.uri().resolve("shop/login"), Map.of("user", "alice"));
            browser.submit(node.uri().resolve("login"), Map.of("user", "zoe"));
        }
        SortedSet<String> rows = SessionRows.of(database);
        for (JettyRelease release : Wide.ON ? NEWER : List.of(JETTY_12_1)) {
            assertKeptOff(plan(release, database).pooled().ferryModule(), "ferry upgrade --to " + number(release));
            assertThat(SessionRows.of(database)).isEqualTo(rows);
        }
        if (Wide.ON) {
            assertKeptOff(plan(JETTY_12_1, database).pooled().ferryInLib(), "ferry upgrade --to 12.1.12");
        }
        assertThat(SessionRows.of(database)).isEqualTo(rows).isNotEmpty();

        SessionRows.dropTables(database);
        try (JettyNode node = plan(JETTY_12_1, database).pooled().ferryModule().start()) {
            browser.submit(node.uri().resolve("shop/login"), Map.of("user", "alice"));
            assertThat(node.log()).contains("there is none yet");
        }
        rows = SessionRows.of(database);
        assertKeptOff(plan(JETTY_9_3, database).pooled().ferryModule(), "ferry downgrade --to 9.3.30");
        assertThat(SessionRows.of(database)).isEqualTo(rows).isNotEmpty();
    }

    @ServerTest(POSTGRESQL)
    void aStoreThatCannotBeReachedStopsOnlyAStrictNode(TestDatabase database) throws Exception {
        String nowhere = "jdbc:postgresql://127.0.0.1:" + Ports.free() + "/nowhere";
        NodePlan plan = plan(JETTY_12_1, database).ferryModule().setting("ferry.url", nowhere);

        try (JettyNode node = plan.start()) {
            assertThat(ask(node.uri().resolve("shop/"), "*/*").statusCode())
                    .as(node.log())
                    .isEqualTo(200);
            assertThat(node.log()).contains("could not be looked at").contains("It starts all the same.");
        }
        try (JettyNode node = plan.setting("guard", "strict").start()) {
            assertThat(ask(node.uri().resolve("shop/"), "*/*").statusCode()).isEqualTo(503);
        }
    }

    private void assertRootIsKept(TestDatabase database, List<JettyRelease> releases) throws Exception {
        fill(JETTY_12_1, database);
        SortedSet<String> rows = SessionRows.of(database);
        for (JettyRelease release : releases) {
            try (JettyNode node = guarded(release, database).ferryModule().start()) {
                HttpResponse<String> root = ask(node.uri(), "text/html");
                assertThat(root.statusCode()).as(node.log()).isEqualTo(503);
                assertThat(node.log())
                        .contains("ferry downgrade --to " + release.version().replaceFirst("\\.v.*", ""));
                assertThat(browser.open(node.uri().resolve("shop/")).get("user").getAsString())
                        .isEqualTo("alice");
            }
        }
        assertThat(SessionRows.of(database)).hasSameSizeAs(rows);
    }

    private void fill(JettyRelease release, TestDatabase database) {
        try (JettyNode node = plan(release, database).start()) {
            browser.submit(node.uri().resolve("shop/login"), Map.of("user", "alice"));
            browser.submit(node.uri().resolve("shop/add"), Map.of("item", "Rope"));
            browser.submit(node.uri().resolve("login"), Map.of("user", "zoe"));
        }
    }

    private static String number(JettyRelease release) {
        return release.version().replaceFirst("\\.v.*", "");
    }

    private static NodePlan plan(JettyRelease release, TestDatabase database) {
        return plan(release, release.shop(), database);
    }

    private static NodePlan plan(JettyRelease release, Path shop, TestDatabase database) {
        return JettyNode.plan(release, database)
                .webapp("/", shop)
                .webapp("/shop", shop)
                .webapp("/two", shop)
                .property("jetty.sessionScavengeInterval.seconds", "1")
                .property("jetty.jdbcSession.scavenge", "1");
    }

    private static NodePlan guarded(JettyRelease release, TestDatabase database) {
        return plan(release, database).guarded();
    }

    private void assertKeptOff(NodePlan plan, String remedy) throws Exception {
        try (JettyNode node = plan.start()) {
            askTwice(node);
            for (String path : new String[] {"", "shop/", "two/"}) {
                HttpResponse<String> page = ask(node.uri().resolve(path), "text/html");
                assertThat(page.statusCode()).as(node.log()).isEqualTo(503);
                assertThat(page.headers().firstValue("Retry-After")).contains("60");
                assertThat(page.body()).contains("<html").doesNotContain("ferry ", "generation", "Jetty");
            }
            HttpResponse<String> problem = ask(node.uri().resolve("shop/"), "application/json");
            assertThat(problem.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(problem.body()).contains("CTX-0007").doesNotContain("ferry ", "generation", "Jetty");
            assertThat(node.log()).contains("is of generation").contains(remedy);
        }
    }

    /** With the cookie, before and after a Jetty that misreads the rows would expire and scavenge them. */
    private void askTwice(JettyNode node) throws Exception {
        ask(node.uri(), "*/*");
        ask(node.uri().resolve("shop/"), "*/*");
        Thread.sleep(TILL_A_NEW_JETTY_EXPIRES_OLD_SESSIONS);
        ask(node.uri(), "*/*");
        ask(node.uri().resolve("shop/"), "*/*");
    }

    private HttpResponse<String> ask(URI uri, String accept) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Accept", accept)
                .header("Cookie", "JSESSIONID=" + browser.sessionCookie().orElse("none"))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
