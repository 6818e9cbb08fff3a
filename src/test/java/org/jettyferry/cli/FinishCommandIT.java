package org.jettyferry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jettyferry.cli.CommandLineHarness.Ended;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.SqlScript;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.servers.TestServer;
import org.jettyferry.testkit.store.SmallStore;
import org.jettyferry.testkit.store.StoreFixture;
import org.junit.jupiter.api.io.TempDir;

/** Whether the old server can go, and what it leaves behind; without any Jetty. */
class FinishCommandIT {
    private static final String[] UPGRADE = {
        "upgrade-schemata", "-n", "green", "--sessions", "leave", "--drain-timeout", "0.2s", "--yes"
    };

    @TempDir
    Path directory;

    @ServerTest(POSTGRESQL)
    void aServerWithSchemataOrRequestsCannotGo(TestDatabase database) throws SQLException {
        RollingSiteFixture site = RollingSiteFixture.of(database, directory, "shop_1", "shop_2");
        assertThat(site.run("finish").code()).as("no run yet").isEqualTo(ExitCode.USAGE);
        assertThat(site.run("finish", "red").code()).isEqualTo(ExitCode.REFUSED);

        site.node("old1", "blue", 3);
        Ended not = site.run("finish", "blue");
        assertThat(not.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(not.out())
                .contains("2 schemata are still assigned to it: shop_1, shop_2", "--from-server blue")
                .contains("still work on requests: 3 on web-old1", "The server blue cannot go yet.");

        site.answer("old1", "shop_1", "");
        site.answer("old1", "shop_2", "disk full");
        site.run(UPGRADE);
        JsonObject json =
                JsonParser.parseString(site.run("finish", "--json").out()).getAsJsonObject();
        assertThat(json.get("canGo").getAsBoolean()).isFalse();
        assertThat(json.get("schemata").getAsJsonArray()).hasSize(1);
        assertThat(json.get("obstacles").toString()).contains("has not ended", "--resume");

        site.answer("old1", "shop_2", "");
        site.run("upgrade-schemata", "--resume", "--yes", "--sessions", "leave");
        database.execute("update ferry_node set in_flight = 0");
        Ended can = site.run("finish");
        assertThat(can.code()).as(can.out()).isZero();
        assertThat(can.out())
                .containsPattern("Last run +\\w+ from blue to green, done, ended .* ago")
                .contains("redirect users who come by the old address: web-old1", "outcome=\"redirected\"")
                .contains("The server blue can go: stop its nodes, and then ferry server remove blue.");
    }

    @ServerTest(POSTGRESQL)
    void whatItsStoreHoldsIsCountedAndPurgedOnDemand(TestServer server) throws SQLException {
        try (TestDatabase database = server.createDatabase();
                TestDatabase store = server.createDatabase()) {
            RollingSiteFixture site = RollingSiteFixture.of(database, directory);
            SmallStore.make(store, 2, 30);
            departed(store);
            site.run("server", "store", "blue", store.url());

            Ended ended = site.run("finish", "blue");
            assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
            assertThat(ended.out())
                    .containsPattern("Sessions left +[1-9]")
                    .containsPattern("Set aside +12, of them 2 refused")
                    .contains("10 of _acme, 2 of _globex; of them 2 could not be migrated", "--purge-departed");

            assertThat(site.typing(List.of("no"), "finish", "blue", "--purge-departed")
                            .code())
                    .isEqualTo(ExitCode.ABORTED);
            assertThat(rows(store)).isEqualTo(12);
            assertThat(site.run("finish", "blue", "--purge-departed", "--yes").out())
                    .contains("Deleted 12 sessions from ferry_departed_session of blue.");
            assertThat(rows(store)).isZero();
            assertThat(site.run("finish", "blue", "--purge-departed", "--yes", "--json")
                            .out())
                    .contains("\"purged\": 0");
        }
    }

    @ServerTest(POSTGRESQL)
    void nothingIsPurgedWhileARunHasNotEnded(TestServer server) throws SQLException {
        try (TestDatabase database = server.createDatabase();
                TestDatabase store = server.createDatabase()) {
            RollingSiteFixture site = RollingSiteFixture.of(database, directory, "shop_1");
            departed(store);
            site.run("server", "store", "blue", store.url());
            site.node("old1", "blue", 0);
            site.answer("old1", "shop_1", "disk full");
            site.run(UPGRADE);

            Ended refused = site.run("finish", "blue", "--purge-departed", "--yes");
            assertThat(refused.code()).isEqualTo(ExitCode.REFUSED);
            assertThat(refused.err()).contains("has not ended", "--resume", "Nothing was changed");
            assertThat(rows(store)).isEqualTo(12);
        }
    }

    /** A store that is out of reach is a note: it may have been stopped already. */
    /** What nodes of blue have counted; those of green do not matter, and neither do nodes that have ended. */
    @ServerTest(POSTGRESQL)
    void aServerToWhichUsersStillComeCannotGo(TestDatabase database) throws SQLException {
        RollingSiteFixture site = RollingSiteFixture.of(database, directory, "shop_1", "shop_2");
        site.node("old1", "blue", 0);
        site.answer("old1", "shop_1", "");
        site.answer("old1", "shop_2", "");
        site.run(UPGRADE);
        assertThat(site.run("finish").code()).isZero();

        redirects(database, "old1", "shop_1", "blue", 100, 12);
        redirects(database, "old0", "shop_1", "blue", 18, 400);
        redirects(database, "old1", "shop_2", "blue", 41, 180);
        redirects(database, "new1", "shop_2", "green", 5, 1);
        Ended not = site.run("finish");
        assertThat(not.code()).as(not.out()).isEqualTo(ExitCode.REFUSED);
        assertThat(not.out().replaceAll("\\s+", " "))
                .contains(
                        "users came by the old address in the last 60 min. Requests redirected: 118 of shop_1, the last one ")
                .contains(" s ago, 41 of shop_2, the last one 3 min ago.");

        assertThat(site.run("finish", "--quiet-time", "0s").code()).isZero();
        database.execute("update ferry_node_count set redirected_ms = redirected_ms - 3600000");
        Ended can = site.run("finish");
        assertThat(can.code()).as(can.out()).isZero();
        assertThat(can.out()).contains("requests redirected to another server so far: 118 of shop_1");
    }

    private static void redirects(
            TestDatabase database, String node, String schema, String server, long count, long secondsAgo)
            throws SQLException {
        database.execute("insert into ferry_node_count (node_id, schema_id, server_name, parked, refused, redirected,"
                + " redirected_ms, changed_ms) select '" + node + "', schema_id, '" + server + "', 0, 0, " + count
                + ", cast(extract(epoch from clock_timestamp()) * 1000 as bigint) - " + secondsAgo * 1000
                + ", 0 from ferry_schema where name = '" + schema + "'");
    }

    @ServerTest(POSTGRESQL)
    void aStoreThatCannotBeLookedAtIsNamed(TestDatabase database) throws SQLException {
        RollingSiteFixture site = RollingSiteFixture.of(database, directory);
        site.run("server", "store", "blue", database.url() + "_gone");
        assertThat(site.run("finish", "blue").out()).contains("its session store could not be looked at");

        site.run("server", "store", "blue", database.url());
        site.run("server", "store", "green", database.url());
        assertThat(site.run("finish", "blue").out()).contains("its session store is that of green too");
    }

    private static void departed(TestDatabase store) throws SQLException {
        Database database = StoreFixture.open(store);
        try (Connection connection = store.connect()) {
            Sql.execute(connection, SqlScript.load(database.dialect(), "departed"));
        }
        for (int i = 0; i < 12; i++) {
            String values = i < 10 ? "'', '', '_acme'" : "'X', 'why', '_globex'";
            store.execute("insert into ferry_departed_session (transfer_id, left_ms, code, reason, contextPath)"
                    + " values ('t', 1, " + values + ")");
        }
    }

    private static long rows(TestDatabase store) throws SQLException {
        try (Connection connection = store.connect()) {
            return Sql.number(connection, "select count(*) from ferry_departed_session");
        }
    }
}
