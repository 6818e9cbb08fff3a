package org.jettyferry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jettyferry.cli.CommandLineHarness.Ended;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.servers.TestServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Runs commands on a registry in the database of a test. */
abstract class RegistryHarness {
    @TempDir
    Path directory;

    /** Servers that speak SQL Server's protocol do not all support the catalog queries of Liquibase. */
    @BeforeEach
    void skipWithoutLiquibaseSupport(TestServer server) throws SQLException {
        if (server.name().equals("mssql")) {
            try (TestDatabase database = server.createDatabase();
                    Connection connection = database.connect();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select serverproperty('babelfish')")) {
                skipIf(rows.next() && rows.getString(1) != null, "Liquibase does not run on Babelfish");
            }
        }
    }

    /** The summary of the build shows the number of skipped tests only. */
    private static void skipIf(boolean lacking, String reason) {
        if (lacking) {
            System.err.println("SKIPPED on mssql: " + reason);
        }
        assumeFalse(lacking, reason);
    }

    /** Two servers and a schema on the first with three contexts. */
    final void site(TestDatabase database) {
        ok(database, "server", "register", "blue");
        ok(database, "registerserver", "-n", "green", "-A", "admin", "-P", "secret");
        ok(database, "schema", "add", "shop_1", "--server", "blue", "--schema-url", "jdbc:postgresql://db2/shop_1");
        ok(database, "context", "add", "1", "--schema", "shop_1", "--name", "one.example.com");
        ok(database, "context", "add", "2", "--schema", "shop_1");
        ok(database, "context", "add", "3", "--schema", "shop_1");
    }

    final void refused(TestDatabase database, String reason, String... args) {
        Ended ended = ferry(database, args);
        assertThat(ended.code()).as(ended.err()).isEqualTo(ExitCode.REFUSED);
        assertThat(ended.err()).contains(reason, "Nothing was changed");
    }

    final String ok(TestDatabase database, String... args) {
        Ended ended = ferry(database, args);
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.err()).isEmpty();
        return ended.out().strip();
    }

    final List<String> lines(TestDatabase database, String... args) {
        return ok(database, args).lines().toList();
    }

    final JsonObject json(TestDatabase database, String... args) {
        return JsonParser.parseString(ok(database, args)).getAsJsonObject();
    }

    final Ended ferry(TestDatabase database, String... args) {
        return reading(database, "", args);
    }

    final Ended reading(TestDatabase database, String input, String... args) {
        CommandLineHarness ferry = new CommandLineHarness(directory).reading(input);
        ferry.environment.put("FERRY_REGISTRY_URL", database.url());
        ferry.environment.put("FERRY_USER", database.user());
        ferry.environment.put("FERRY_PASSWORD", database.password());
        return ferry.run(args);
    }

    /** Leaves one node in the registry, of a server, whose last heartbeat is so many milliseconds old. */
    static void node(TestDatabase database, String server, long age) throws SQLException {
        database.execute("delete from ferry_node");
        insert(database, 1, server, age);
    }

    /** Adds the node {@code n<number>} of the machine {@code web<number>}. */
    static void insert(TestDatabase database, int number, String server, long age) throws SQLException {
        String now = database.server().name().equals("postgresql")
                ? "cast(extract(epoch from clock_timestamp()) * 1000 as bigint)"
                : database.server().name().equals("mssql")
                        ? "datediff_big(ms, '1970-01-01', sysutcdatetime())"
                        : "cast(unix_timestamp(now(3)) * 1000 as signed)";
        database.execute(
                "insert into ferry_node (node_id, server_name, host, jetty_version, ferry_version, generation, started_ms,"
                        + " heartbeat_ms, registry_version, in_flight) values ('n" + number + "', '" + server
                        + "', 'web" + number + "', '9.4.58', '0.1.0', '2', 1, " + now + " - " + age + ", 1, 0)");
    }
}
