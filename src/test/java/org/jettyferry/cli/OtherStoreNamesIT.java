package org.jettyferry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jettyferry.cli.CommandLineHarness.Ended;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.store.table.StoreNames;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.servers.TestServer;
import org.jettyferry.testkit.store.ReleaseFixture;
import org.jettyferry.testkit.store.SampleSession;
import org.jettyferry.testkit.store.StoreFixture;
import org.jettyferry.testkit.store.StoredRow;
import org.junit.jupiter.api.io.TempDir;

/**
 * A schema moves with its sessions between two stores whose tables and columns are not called as Jetty calls them, each with a
 * login of its own; there and back, without any Jetty.
 */
class OtherStoreNamesIT {
    private static final String PREFIX = "jetty.session.jdbc.schema.";
    private static final String[] BLUE = {
        "--store-table", "WEB_SESS", "--store-ids-table", "WEB_IDS", "--store-property", PREFIX + "idColumn=SID"
    };
    private static final String[] GREEN = {"--store-table", "SHOP_SESS", "--store-property", PREFIX + "mapColumn=DATA"};
    private static final Map<String, String> BLUE_WORDS = Map.of(
            "JettySessions",
            "WEB_SESS",
            "JettySessionIds",
            "WEB_IDS",
            "sessionId",
            "SID",
            "idx_JettySessions_expiry",
            "idx_1",
            "idx_JettySessions_session",
            "idx_2");
    private static final Map<String, String> GREEN_WORDS = Map.of(
            "JettySessions",
            "SHOP_SESS",
            "map",
            "DATA",
            "idx_JettySessions_expiry",
            "idx_3",
            "idx_JettySessions_session",
            "idx_4");
    private static final String[] THERE = {"upgrade-schemata", "-n", "green", "--yes"};

    @TempDir
    Path directory;

    @ServerTest
    void sessionsGoThereAndBackWithTheLoginOfEachStore(TestServer server) throws Exception {
        try (TestDatabase registry = server.createDatabase();
                TestDatabase blue = server.createDatabase();
                TestDatabase green = server.createDatabase();
                StoreUser blueUser = StoreUser.of(blue, "b_" + blue.name());
                StoreUser greenUser = StoreUser.of(green, "g_" + green.name())) {
            RollingSiteFixture site = RollingSiteFixture.of(registry, directory, "shop_1");
            site.node("old1", "blue", 0, "9.3.30");
            site.answer("old1", "shop_1", "");
            fillBlue(blueUser.database());
            greenUser
                    .database()
                    .execute(StoreFixture.generation(green, 2, GREEN_WORDS).toArray(String[]::new));

            store(site, "blue", blue);
            store(site, "green", green);
            refused(site, "the server blue, " + blue.url() + ", cannot be used: there is no table JettySessions in");
            store(site, "blue", blue, "--store-table", "WEB_SESS", "--store-ids-table", "WEB_IDS");
            refused(site, "--store-property " + PREFIX + "idColumn=");
            store(site, "blue", blue, BLUE);
            store(site, "green", green, GREEN);

            login(greenUser, "wrong-one", blueUser);
            refused(
                    site,
                    "the session store of the server green is "
                            + greenUser.database().user() + ", that of ferry.store.green.user");
            login(greenUser, greenUser.database().password(), blueUser);
            assertThat(site.run("upgrade-schemata", "-n", "green", "--plan").code())
                    .isZero();
            ok(site.run(THERE));

            assertThat(ids(green, "SHOP_SESS", "sessionId")).containsExactly("s1", "s2", "s3");
            assertThat(ids(blue, "WEB_SESS", "SID")).containsExactly("other");
            assertThat(ids(blue, "WEB_IDS", "id")).containsExactly("other");
            assertThat(ids(green, "SHOP_SESS where DATA is null", "sessionId")).isEmpty();

            assertThat(site.run("finish", "blue").out())
                    .containsPattern("Sessions left +1")
                    .containsPattern("Set aside +3");
            assertThat(site.run("finish", "blue", "--purge-departed", "--yes").out())
                    .contains("Deleted 3 sessions from ferry_departed_session of blue.");

            site.answer("new1", "shop_1", "");
            ok(site.run("upgrade-schemata", "-n", "blue", "--from-server", "green", "--yes"));
            assertThat(ids(blue, "WEB_SESS", "SID")).containsExactly("other", "s1", "s2", "s3");
            assertThat(ids(blue, "WEB_IDS", "id")).containsExactly("other", "s1", "s2", "s3");
            assertThat(ids(green, "SHOP_SESS", "sessionId")).isEmpty();
        }
    }

    /** Two stores in one database are two stores: their sessions move, and do not count as at home already. */
    @ServerTest
    void twoStoresMayBeInOneDatabase(TestServer server) throws Exception {
        try (TestDatabase registry = server.createDatabase();
                TestDatabase both = server.createDatabase()) {
            RollingSiteFixture site = RollingSiteFixture.of(registry, directory, "shop_1");
            site.node("old1", "blue", 0, "9.3.30");
            site.answer("old1", "shop_1", "");
            fillBlue(both);
            both.execute(StoreFixture.generation(both, 2, GREEN_WORDS).toArray(String[]::new));
            store(site, "blue", both, BLUE);
            store(site, "green", both, GREEN);

            ok(site.run(THERE));

            assertThat(ids(both, "SHOP_SESS", "sessionId")).containsExactly("s1", "s2", "s3");
            assertThat(ids(both, "WEB_SESS", "SID")).containsExactly("other");
            assertThat(site.run("finish", "blue").out()).containsPattern("Sessions left +1");
        }
    }

    private static void fillBlue(TestDatabase blue) throws Exception {
        blue.execute(StoreFixture.generation(blue, 1, BLUE_WORDS).toArray(String[]::new));
        List<StoredRow> rows = List.of(
                row("s1").with(SessionColumn.CONTEXT_PATH, "_shop_1").withRowId(),
                row("s2").with(SessionColumn.CONTEXT_PATH, "_shop_1").withRowId(),
                row("s3").with(SessionColumn.CONTEXT_PATH, "_shop_1").withRowId(),
                row("other").with(SessionColumn.CONTEXT_PATH, "_other").withRowId());
        StoredRow.insert(blue, "WEB_SESS", StoreNames.from(Map.of(PREFIX + "idColumn", "SID")), rows);
        StoreFixture.insertIds(blue, "WEB_IDS", rows);
    }

    private static StoredRow row(String id) throws Exception {
        return StoredRow.of(id, SampleSession.written(ReleaseFixture.JETTY_9_3, new HashMap<>(Map.of("user", id))));
    }

    private static void store(RollingSiteFixture site, String server, TestDatabase database, String... names) {
        String[] args = new String[4 + names.length];
        System.arraycopy(new String[] {"server", "store", server, database.url()}, 0, args, 0, 4);
        System.arraycopy(names, 0, args, 4, names.length);
        ok(site.run(args));
    }

    private void refused(RollingSiteFixture site, String why) throws SQLException {
        Ended plan = site.run("upgrade-schemata", "-n", "green", "--plan");
        assertThat(plan.code()).as(plan.out() + plan.err()).isEqualTo(ExitCode.REFUSED);
        Ended ended = site.run(THERE);
        assertThat(ended.code()).as(ended.out() + ended.err()).isEqualTo(ExitCode.REFUSED);
        assertThat(ended.err()).contains(why).doesNotContain("wrong-one");
        try (Connection connection = site.database().connect()) {
            assertThat(Sql.number(connection, "select count(*) from ferry_schema where enabled = 1"))
                    .isEqualTo(1);
            assertThat(Sql.number(connection, "select count(*) from ferry_rolling_run"))
                    .isZero();
        }
    }

    /** One password in the file, the other in a file of its own. */
    private void login(StoreUser green, String password, StoreUser blue) throws IOException {
        Files.writeString(directory.resolve("blue.secret"), blue.database().password() + "\n");
        Files.writeString(
                directory.resolve("server.properties"),
                String.join(
                        "\n",
                        "ferry.store.green.user=" + green.database().user(),
                        "ferry.store.green.password=" + password,
                        "ferry.store.blue.user=" + blue.database().user(),
                        "ferry.store.blue.passwordFile=blue.secret"));
    }

    private static void ok(Ended ended) {
        assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
    }

    private static List<String> ids(TestDatabase database, String table, String column) throws SQLException {
        try (Connection connection = database.connect()) {
            return Sql.texts(connection, "select " + column + " from " + table + " order by 1");
        }
    }
}
