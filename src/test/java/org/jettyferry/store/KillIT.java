package org.jettyferry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.cli.FerryCommand.ferry;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jettyferry.testkit.cli.FerryCommand;
import org.jettyferry.testkit.cli.FerryProcess;
import org.jettyferry.testkit.servers.ServerKind;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.store.SmallStore;
import org.jettyferry.testkit.store.StoreDump;
import org.junit.jupiter.api.io.TempDir;

/** The program itself under {@code kill -9}: the same command again brings the store where it would have been. */
class KillIT {
    private static final int ROWS = 40;

    /** What the program says when it begins a step, in the order of the steps. */
    private static final List<String> STEPS = List.of(
            "make the new tables",
            "reject rows",
            "rewrite ",
            "make keys and indexes",
            "verify every row",
            "write the old tables",
            "swap the tables");

    @TempDir
    Path exports;

    @ServerTest(
            value = {ServerKind.POSTGRESQL, ServerKind.MSSQL},
            wide = ServerKind.MYSQL)
    void oneRunMayBeKilledAtEachOfItsSteps(TestDatabase database) throws SQLException {
        String[] upgrade = {"upgrade", "--to", "12", "--chunk-rows", "7", "--backup-dir", exports.toString()};
        StoreDump expected = undisturbed(database, 1, upgrade);
        fresh(database, 1);
        for (String step : STEPS) {
            try (FerryProcess process = command(database, upgrade).start().killAt(step)) {
                assertThat(process.outcome().exit()).as(step).isIn(137, 4);
            }
            if (step.startsWith("rewrite")) {
                assertThat(ferry("detect").on(database).runHere().text()).contains("has begun and not ended");
            }
        }
        assertThat(lastWord(database, upgrade).exit()).isEqualTo(4);
        assertThat(StoreDump.withoutRun(database)).isEqualTo(expected);
        assertThat(exports.toFile().list()).noneMatch(file -> file.endsWith(".part"));
    }

    @ServerTest({ServerKind.POSTGRESQL, ServerKind.MARIADB, ServerKind.MSSQL})
    void orAtAnyMoment(TestDatabase database) throws SQLException {
        String[] downgrade = {"downgrade", "--to", "9.3", "--from", "12", "--chunk-rows", "3"};
        StoreDump expected = undisturbed(database, 2, downgrade);
        fresh(database, 2);
        Random random = new Random(93);
        List<Integer> exits = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            try (FerryProcess process = command(database, downgrade).start()) {
                process.killAfter(Duration.ofMillis(500 + random.nextInt(900)));
                exits.add(process.outcome().exit());
            }
        }
        assertThat(lastWord(database, downgrade).exit()).as("after %s", exits).isEqualTo(4);
        assertThat(StoreDump.withoutRun(database)).isEqualTo(expected);
    }

    private static StoreDump undisturbed(TestDatabase database, int generation, String... line) throws SQLException {
        fresh(database, generation);
        assertThat(command(database, line).runHere().exit()).isEqualTo(4);
        return StoreDump.withoutRun(database);
    }

    private static void fresh(TestDatabase database, int generation) throws SQLException {
        SmallStore.wipe(database);
        SmallStore.make(database, generation, ROWS);
    }

    /** The server may need a moment to end what the killed process had asked for last; its lock is held until then. */
    private static FerryProcess.Outcome lastWord(TestDatabase database, String... line) {
        FerryProcess.Outcome outcome = command(database, line).runHere();
        for (int i = 0; i < 10 && outcome.exit() == 6; i++) {
            outcome = command(database, line).runHere();
        }
        return outcome;
    }

    private static FerryCommand command(TestDatabase database, String... line) {
        List<String> all = new ArrayList<>(List.of(line));
        all.addAll(List.of("--yes", "--assume-stopped"));
        return ferry(all.toArray(new String[0])).on(database);
    }
}
