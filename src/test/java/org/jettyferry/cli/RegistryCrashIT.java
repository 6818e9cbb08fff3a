package org.jettyferry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.testkit.Wide;
import org.jettyferry.testkit.cli.FerryCommand;
import org.jettyferry.testkit.cli.FerryProcess;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.junit.jupiter.api.io.TempDir;

/** The registry under separate processes: several at once, killed at any time, with little memory. */
class RegistryCrashIT {
    /** Set {@code -Dferry.registry.contexts=1000000} for the full size. */
    private static final int CONTEXTS = Integer.getInteger("ferry.registry.contexts", 20_000);

    private static final int TWICE = Integer.getInteger("ferry.registry.contexts", Wide.ON ? 20_000 : 5_000);

    @TempDir
    Path directory;

    @ServerTest
    void severalFirstCommandsAtOnceAllSucceed(TestDatabase database) throws SQLException {
        List<FerryProcess> processes = new ArrayList<>();
        for (String name : List.of("blue", "green", "red")) {
            processes.add(ferry(database, "server", "register", name).start());
        }
        for (FerryProcess process : processes) {
            FerryProcess.Outcome outcome = process.outcome();
            assertThat(outcome.exit()).as(outcome.err().toString()).isZero();
            assertThat(outcome.err()).isEmpty();
            assertThat(outcome.out()).hasSize(1);
        }
        assertThat(number(database, "select count(*) from ferry_server")).isEqualTo(3);
        assertThat(number(database, "select count(*) from ferry_changelog")).isEqualTo(10);
        assertThat(number(database, "select version from ferry_registry where id = 1"))
                .isEqualTo(4);
    }

    @ServerTest
    void theNextCommandCompletesAKilledFirstCommand(TestDatabase database) throws SQLException {
        for (int millis = 600; millis <= 3000; millis += Wide.ON ? 600 : 1200) {
            try (FerryProcess process =
                    ferry(database, "schema", "add", "s" + millis).start()) {
                process.killAfter(Duration.ofMillis(millis)).outcome();
            }
        }
        done(ferry(database, "server", "register", "blue"));
        assertThat(number(database, "select count(*) from ferry_registry")).isEqualTo(1);
    }

    @ServerTest
    void partialTablesAndTheLockOfADeadProcessAreTakenOver(TestDatabase database) throws SQLException {
        done(ferry(database, "server", "register", "blue"));
        database.execute(
                "drop table ferry_node_context",
                "drop table ferry_node_state",
                "drop table ferry_node",
                "drop table ferry_context_name",
                "delete from ferry_changelog",
                database.server().name().equals("postgresql")
                        ? "update ferry_changelog_lock set locked = true, lockedby = 'a dead one'"
                        : "update ferry_changelog_lock set locked = 1, lockedby = 'a dead one'");

        done(ferry(database, "schema", "add", "shop_1", "--server", "blue"));
        done(ferry(database, "context", "add", "1", "--schema", "shop_1"));
        assertThat(done(ferry(database, "node", "list", "--csv")).out()).hasSize(1);
        assertThat(number(database, "select count(*) from ferry_server")).isEqualTo(1);
    }

    @ServerTest
    void theTablesOfAnOlderFerryAreBroughtUpToDate(TestDatabase database) throws SQLException {
        done(ferry(database, "server", "register", "blue"));
        done(ferry(database, "schema", "add", "shop_1", "--server", "blue"));
        database.execute(
                "drop table ferry_node_state",
                "alter table ferry_schema drop column version",
                "delete from ferry_changelog where ID <> 'registry-1'");

        assertThat(done(ferry(database, "schema", "disable", "shop_1")).err()).isEmpty();
        assertThat(number(database, "select count(*) from ferry_node_state")).isZero();
        assertThat(number(database, "select count(*) from ferry_changelog")).isEqualTo(10);
    }

    @ServerTest
    void aKilledImportResumesAndAMoveChangesOneRow(TestDatabase database) throws SQLException, IOException {
        done(ferry(database, "server", "register", "blue"));
        done(ferry(database, "server", "register", "green"));
        done(ferry(database, "schema", "add", "shop_1", "--server", "blue"));
        Path file = contexts(CONTEXTS);
        try (FerryProcess process = importing(database, file).start()) {
            awaitRows(database);
            process.kill();
            assertThat(process.outcome().exit()).isEqualTo(137);
        }
        assertThat(number(
                        database,
                        "select count(*) from ferry_context c where not exists"
                                + " (select 1 from ferry_context_name n where n.context_id = c.context_id)"))
                .isZero();

        assertThat(importing(database, file).run().text()).contains(" 0 skipped");
        assertThat(number(database, "select count(*) from ferry_context")).isEqualTo(CONTEXTS);
        assertThat(number(database, "select count(*) from ferry_context_name")).isEqualTo(2L * CONTEXTS);

        done(ferry(database, "schema", "disable", "shop_1"));
        long touched = number(database, "select max(changed_version) from ferry_context");
        assertThat(done(ferry(database, "schema", "move", "shop_1", "green", "--json"))
                        .text())
                .contains("\"contextsMoved\": " + CONTEXTS);
        assertThat(number(database, "select max(changed_version) from ferry_context"))
                .isEqualTo(touched);
        assertThat(ferry(database, "context", "list", "--csv")
                        .java("-Xmx48m")
                        .run()
                        .out())
                .hasSize(CONTEXTS + 1);
    }

    @ServerTest
    void twoImportsAtOnceLoseNothing(TestDatabase database) throws SQLException, IOException {
        done(ferry(database, "schema", "add", "shop_1"));
        Path file = contexts(TWICE);
        try (FerryProcess first = importing(database, file).start();
                FerryProcess second = importing(database, file).start()) {
            assertThat(first.outcome().exit()).isZero();
            assertThat(second.outcome().exit()).isZero();
        }
        assertThat(number(database, "select count(*) from ferry_context")).isEqualTo(TWICE);
        long versions = number(database, "select count(distinct changed_version) from ferry_context");
        assertThat(number(database, "select version from ferry_registry where id = 1"))
                .isEqualTo(versions + 2); // the first version, and the schema
    }

    private Path contexts(int count) throws IOException {
        return Files.writeString(
                directory.resolve("contexts.csv"),
                IntStream.range(0, count)
                        .mapToObj(i -> i + ",shop_1,tenant" + i + ".example.com\n")
                        .collect(Collectors.joining()));
    }

    private static FerryCommand importing(TestDatabase database, Path file) {
        return ferry(database, "context", "import", file.toString()).java("-Xmx48m");
    }

    private static void awaitRows(TestDatabase database) throws SQLException {
        long end = System.nanoTime() + Duration.ofMinutes(5).toNanos();
        while (number(database, "select count(*) from ferry_context") == 0) {
            assertThat(System.nanoTime()).isLessThan(end);
        }
    }

    private static FerryCommand ferry(TestDatabase database, String... args) {
        return FerryCommand.ferry(args)
                .environment("FERRY_REGISTRY_URL", database.url())
                .environment("FERRY_REGISTRY_USER", database.user())
                .environment("FERRY_REGISTRY_PASSWORD", database.password());
    }

    private static FerryProcess.Outcome done(FerryCommand command) {
        FerryProcess.Outcome outcome = command.runHere();
        assertThat(outcome.exit()).as(outcome.err().toString()).isZero();
        return outcome;
    }

    private static long number(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect()) {
            return Sql.number(connection, sql);
        }
    }
}
