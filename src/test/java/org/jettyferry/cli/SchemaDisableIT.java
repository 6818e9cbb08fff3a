package org.jettyferry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jettyferry.cli.CommandLineHarness.Ended;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.junit.jupiter.api.io.TempDir;

/** What {@code schema disable --sessions invalidate} refuses and waits for; its nodes are rows. */
class SchemaDisableIT {
    private static final String[] INVALIDATE = {
        "schema", "disable", "shop_1", "--sessions", "invalidate", "--drain-timeout", "1s", "--json"
    };

    @TempDir
    Path directory;

    @ServerTest(POSTGRESQL)
    void itIsNeverDoneInVain(TestDatabase database) throws SQLException {
        RollingSiteFixture site = RollingSiteFixture.of(database, directory, "shop_1", "shop_2");
        refused(site, "these nodes run a Ferry that cannot end sessions: web-new1");
        able(database, "new1");
        refused(site, "no node of the server blue is alive, to end the sessions");

        site.node("old1", "blue", 0);
        able(database, "old1");
        Ended late = site.run(INVALIDATE);
        assertThat(late.code()).isEqualTo(1);
        assertThat(late.err()).contains("after 1 s these nodes have not ended the sessions of shop_1", "web-old1");
        assertThat(site.schemata()).containsExactly("shop_1 blue closed", "shop_2 blue");

        ended(site, database, "new1", 0, "");
        ended(site, database, "old1", 3, "/shop: 2 sessions can't be ended");
        Ended problem = site.run(INVALIDATE);
        assertThat(problem.code()).isEqualTo(1);
        assertThat(problem.err()).contains("nodes could not end the sessions of shop_1", "2 sessions can't be ended");

        ended(site, database, "old1", 5, "");
        Ended done = site.run(INVALIDATE);
        assertThat(done.code()).as(done.err()).isZero();
        assertThat(JsonParser.parseString(done.out())
                        .getAsJsonObject()
                        .get("sessionsEnded")
                        .getAsLong())
                .isEqualTo(5);
    }

    /** The answers of a first request are none to a second one. */
    @ServerTest(POSTGRESQL)
    void enablingTakesTheRequestBack(TestDatabase database) throws SQLException {
        RollingSiteFixture site = RollingSiteFixture.of(database, directory, "shop_1");
        site.node("old1", "blue", 0);
        able(database, "new1");
        able(database, "old1");
        assertThat(site.run(INVALIDATE).code()).isEqualTo(1);
        ended(site, database, "new1", 0, "");
        ended(site, database, "old1", 5, "");
        assertThat(site.run("schema", "enable", "shop_1").code()).isZero();
        assertThat(site.run(INVALIDATE).err()).contains("have not ended the sessions of shop_1");
    }

    private static void refused(RollingSiteFixture site, String why) throws SQLException {
        Ended ended = site.run(INVALIDATE);
        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.err()).contains(why, "Nothing was changed.");
        assertThat(site.schemata()).containsExactly("shop_1 blue", "shop_2 blue");
    }

    private static void able(TestDatabase database, String node) throws SQLException {
        database.execute(
                "insert into ferry_node_state (node_id, unknown_context, guard, guard_reason, abilities) values ('"
                        + node + "', 'wait', '', '', 'end-sessions')");
    }

    /** Lets a node answer that it has ended sessions, as many as the schema's request is for. */
    private static void ended(RollingSiteFixture site, TestDatabase database, String node, int sessions, String problem)
            throws SQLException {
        site.answer(node, "shop_1", problem.replace("'", "''"));
        database.execute("update ferry_node_release set ended_version = (select end_sessions_version from ferry_schema"
                + " where name = 'shop_1'), sessions_ended = " + sessions + " where node_id = '" + node + "'");
    }
}
