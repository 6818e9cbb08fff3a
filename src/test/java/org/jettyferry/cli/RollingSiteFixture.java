package org.jettyferry.cli;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jettyferry.cli.CommandLineHarness.Ended;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.store.StoreFixture;

/**
 * A registry with the servers blue and green, and the command line on it. Its nodes are rows: those of green have seen all that
 * may come, so that a schema moves without any Jetty.
 */
record RollingSiteFixture(TestDatabase database, Path directory) {
    private static final long FAR_AHEAD = 1_000_000;

    /** Makes the servers, a node of green, and schemata on blue with a context each. */
    static RollingSiteFixture of(TestDatabase database, Path directory, String... schemata) throws SQLException {
        RollingSiteFixture site = new RollingSiteFixture(database, directory);
        site.run("server", "register", "blue");
        site.run("server", "register", "green");
        for (String schema : schemata) {
            site.run("schema", "add", schema, "--server", "blue", "--schema-url", database.url());
            site.run("context", "add", "c-" + schema, "--schema", schema, "--name", "/" + schema);
        }
        site.node("new1", "green", 0);
        return site;
    }

    /** Adds a node that lives for ten minutes from now on. */
    void node(String id, String server, long inFlight) throws SQLException {
        node(id, server, inFlight, "12.1.14");
    }

    /** Adds a node of another release of Jetty. */
    void node(String id, String server, long inFlight, String jetty) throws SQLException {
        database.execute("insert into ferry_node (node_id, server_name, host, jetty_version, ferry_version, generation,"
                + " started_ms, heartbeat_ms, registry_version, in_flight) values ('" + id + "', '" + server
                + "', 'web-"
                + id
                + "', '" + jetty + "', '0.1.0', '2', 1, "
                + StoreFixture.open(database).dialect().nowMillis() + " + 600000, "
                + FAR_AHEAD + ", " + inFlight + ")");
    }

    /** Lets a node answer that it has let go of a schema, or what has kept it from that. */
    void answer(String node, String schema, String problem) throws SQLException {
        database.execute(
                "delete from ferry_node_release where node_id = '" + node
                        + "' and schema_id = (select schema_id from ferry_schema where name = '" + schema + "')",
                "insert into ferry_node_release (node_id, schema_id, registry_version, sessions_written, sessions_released,"
                        + " problem) select '" + node + "', schema_id, " + FAR_AHEAD + ", 0, 0, '" + problem
                        + "' from ferry_schema where name = '" + schema + "'");
    }

    /** Runs a command without a terminal. */
    Ended run(String... args) {
        return run(new CommandLineHarness(directory), args);
    }

    /** Runs a command on a terminal on which these lines are typed. */
    Ended typing(List<String> lines, String... args) {
        return run(new CommandLineHarness(directory).typing(lines.toArray(String[]::new)), args);
    }

    private Ended run(CommandLineHarness ferry, String... args) {
        ferry.environment.put("FERRY_REGISTRY_URL", database.url());
        ferry.environment.put("FERRY_USER", database.user());
        ferry.environment.put("FERRY_PASSWORD", database.password());
        return ferry.run(args);
    }

    /** Returns the server of each schema and whether it is open, by name. */
    List<String> schemata() throws SQLException {
        try (Connection connection = database.connect()) {
            return Sql.texts(
                    connection,
                    "select s.name || ' ' || v.name || case when s.enabled = 1 then '' else ' closed' end from ferry_schema s"
                            + " join ferry_server v on v.server_id = s.server_id order by s.schema_id");
        }
    }

    /** Returns the schemata of the last run in their order. */
    List<String> order() throws SQLException {
        try (Connection connection = database.connect()) {
            return Sql.texts(
                    connection,
                    "select schema_name from ferry_rolling_schema where run_id = (select max(run_id) from ferry_rolling_run)"
                            + " order by place");
        }
    }
}
