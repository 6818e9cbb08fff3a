package org.jettyferry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.servers.ServerKind.MARIADB;
import static org.jettyferry.testkit.servers.ServerKind.MYSQL;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.testkit.cli.FerryCommand;
import org.jettyferry.testkit.cli.FerryProcess;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;

/** The commands on a column, in processes of their own: killed, beside each other, and their answers. */
class ColumnCommandsIT {
    private static final String FILE = Path.of("webapp-sample", "updates", "columns", "order-total.yaml")
            .toAbsolutePath()
            .toString();

    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void aKilledExpansionGoesOnWhereItWas(TestDatabase database) throws Exception {
        fill(database, 400);
        try (FerryProcess process = ferry(database, "expand", "--chunk-rows", "20", "--pause", "0.5s")
                .start()) {
            process.awaitWords("of 400 rows");
            FerryProcess.Outcome second =
                    ferry(database, "expand", "--wait", "0s").runHere();
            assertThat(second.exit()).isEqualTo(ExitCode.LOCKED);
            assertThat(second.err().get(0)).contains("another run changes columns of");
            process.kill();
        }
        execute(database, "update shop_order set total_cents = 5 where order_id = 399");
        execute(database, "update shop_order set total = 6.00 where order_id = 400");
        JsonObject killed = json(ferry(database, "status", "--json").runHere());
        assertThat(killed.get("phase").getAsString()).isEqualTo("copying");
        assertThat(killed.get("rowsDone").getAsInt()).isBetween(20, 380);

        FerryProcess.Outcome outcome = ferry(database, "expand").runHere();

        assertThat(outcome.exit()).as(outcome.err().toString()).isZero();
        assertThat(outcome.text()).contains("400 of 400 rows", "agree in every row");
        assertThat(number(database, "select count(*) from shop_order where total_cents = total * 100"))
                .isEqualTo(400);
        assertThat(number(database, "select total_cents from shop_order where order_id = 400"))
                .isEqualTo(600);
    }

    @ServerTest(
            value = POSTGRESQL,
            wide = {MYSQL, MARIADB})
    void scriptsSeeTheStateAndTheExitCodes(TestDatabase database) throws Exception {
        fill(database, 3);
        FerryProcess.Outcome dry = ferry(database, "expand", "--dry-run").run();
        assertThat(dry.exit()).isZero();
        assertThat(dry.text()).contains("alter table", "create trigger");
        assertThat(ferry(database, "abort").runHere().out())
                .contains("There is nothing to abort; nothing was changed.");
        assertThat(ferry(database, "contract").runHere().exit()).isEqualTo(ExitCode.USAGE);
        assertThat(ferry(database, "contract", "--release", "2.5").runHere().exit())
                .isEqualTo(ExitCode.REFUSED);

        assertThat(json(ferry(database, "expand", "--json").runHere())
                        .get("phase")
                        .getAsString())
                .isEqualTo("expanded");
        assertThat(ferry(database, "status").runHere().text())
                .contains("expanded: both columns agree in every row", "3 of 3 copied", "release 2.4");

        FerryProcess.Outcome asked = ferry(database, "abort").runHere();
        assertThat(asked.exit()).isEqualTo(ExitCode.ABORTED);
        assertThat(number(database, "select count(total) from shop_order")).isEqualTo(3);

        assertThat(ferry(database, "contract", "--release", "2.4").runHere().exit())
                .isEqualTo(ExitCode.REFUSED);
        assertThat(json(ferry(database, "contract", "--release", "2.5", "--dry-run", "--json")
                                .runHere())
                        .getAsJsonArray("sql")
                        .size())
                .isGreaterThan(2);
        assertThat(ferry(database, "contract", "--release", "2.5").runHere().text())
                .contains("has the column total alone");
        assertThat(ferry(database, "abort", "--yes").runHere().exit()).isEqualTo(ExitCode.REFUSED);
    }

    @ServerTest(POSTGRESQL)
    void anAbortThatIsConfirmedDropsTheNewColumn(TestDatabase database) throws Exception {
        fill(database, 3);
        assertThat(ferry(database, "expand").runHere().exit()).isZero();

        assertThat(ferry(database, "abort", "--yes").runHere().text())
                .contains("the column total and the triggers are gone");

        assertThat(json(ferry(database, "status", "--json").runHere())
                        .get("phase")
                        .getAsString())
                .isEqualTo("none");
    }

    @ServerTest(POSTGRESQL)
    void aLivingNodeMustSayThatItWorksWithoutTheOldColumn(TestDatabase database) throws Exception {
        fill(database, 3);
        assertThat(ferry(database, "expand").runHere().exit()).isZero();
        assertThat(FerryCommand.ferry("server", "register", "blue")
                        .on(database)
                        .runHere()
                        .exit())
                .isZero();
        node(database, "web1", "5..8");
        node(database, "web2", "5..7");
        node(database, "web3", "");
        String[] contract = {"--release", "2.5", "--schema-version", "8"};

        FerryProcess.Outcome refused = ferry(database, "contract", contract).runHere();

        assertThat(refused.exit()).isEqualTo(ExitCode.REFUSED);
        assertThat(String.join(" ", refused.err()))
                .contains("web2 of server blue (it works with versions 5..7)", "web3 of server blue (it does not say")
                .doesNotContain("web1");
        assertThat(String.join(
                        " ",
                        ferry(database, "contract", "--release", "2.5")
                                .runHere()
                                .err()))
                .as("no version is given")
                .contains("web1");
        execute(database, "delete from ferry_node where host <> 'web1'");
        assertThat(ferry(database, "contract", contract).runHere().exit()).isZero();
    }

    private static void node(TestDatabase database, String host, String versions) throws SQLException {
        database.execute(
                "insert into ferry_node (node_id, server_name, host, jetty_version, ferry_version, generation, started_ms,"
                        + " heartbeat_ms, registry_version, in_flight) values ('" + host + "', 'blue', '" + host
                        + "', '9.4.58', '0.1.0', '2', 1, cast(extract(epoch from clock_timestamp()) * 1000 as bigint) +"
                        + " 60000, 1, 0)",
                "insert into ferry_node_state (node_id, unknown_context, guard, guard_reason, schema_versions) values ('"
                        + host + "', 'wait', '', '', '" + versions + "')");
    }

    private static void fill(TestDatabase database, int rows) throws SQLException {
        execute(database, "create table shop_order (order_id bigint not null primary key, total_cents int)");
        StringBuilder insert = new StringBuilder("insert into shop_order (order_id, total_cents) values (1, 10)");
        for (int i = 2; i <= rows; i++) {
            insert.append(", (").append(i).append(", ").append(i * 10).append(")");
        }
        execute(database, insert.toString());
    }

    private static FerryCommand ferry(TestDatabase database, String word, String... flags) {
        String[] words = Stream.concat(Stream.of("column", word, FILE), Arrays.stream(flags))
                .toArray(String[]::new);
        return FerryCommand.ferry(words).on(database);
    }

    private static JsonObject json(FerryProcess.Outcome outcome) {
        assertThat(outcome.exit()).as(outcome.err().toString()).isZero();
        return JsonParser.parseString(outcome.text()).getAsJsonObject();
    }

    private static void execute(TestDatabase database, String sql) throws SQLException {
        database.execute(sql);
    }

    private static long number(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect()) {
            return Sql.number(connection, sql);
        }
    }
}
