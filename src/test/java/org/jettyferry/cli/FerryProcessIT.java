package org.jettyferry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jettyferry.testkit.Wide;
import org.jettyferry.testkit.cli.FerryCommand;
import org.jettyferry.testkit.cli.FerryProcess;
import org.jettyferry.testkit.servers.Scratch;
import org.jettyferry.testkit.servers.ServerKind;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.store.SmallStore;
import org.junit.jupiter.api.Test;

/** The built program as a process: it starts, it writes into pipes, and a test can kill it. */
class FerryProcessIT {
    private static final String PROGRAM = "'" + System.getProperty("java.home") + "/bin/java' -jar '"
            + Scratch.buildDirectory().resolve("jetty-ferry.jar") + "' ";

    /** Far more than a connection attempt may take, and less than the 21 s that one took. */
    private static final Duration PATIENCE = Duration.ofSeconds(18);

    @Test
    void theJarStartsAndTellsItsUsage() {
        FerryProcess.Outcome outcome = FerryCommand.ferry("--help").run();

        assertThat(outcome.exit()).isZero();
        assertThat(outcome.text()).contains("Usage: ferry");
    }

    /** The reader is gone before the program starts. */
    @Test
    void aClosedPipeIsNoError() {
        FerryProcess.Outcome outcome = FerryCommand.ferry()
                .through("sh", "-c", "{ " + PROGRAM + " generate-completion; echo exit $? >&2; } | true")
                .run();

        assertThat(outcome.err()).containsExactly("exit 0");
    }

    @ServerTest(ServerKind.POSTGRESQL)
    void aFullDiskIsAnErrorOfEachKindOfOutput(TestDatabase database) throws SQLException {
        SmallStore.make(database, 1, 5);
        FerryCommand.ferry("server", "register", "old").on(database).runHere();
        for (String line : List.of(
                "--help",
                "server list",
                "server list --json",
                "detect",
                "context list --csv",
                "plan upgrade --to 12")) {
            FerryProcess.Outcome outcome = FerryCommand.ferry()
                    .through("sh", "-c", PROGRAM + line + " >/dev/full")
                    .on(database)
                    .run();

            assertThat(outcome.exit()).as("%s %s", line, outcome.err()).isEqualTo(1);
            assertThat(outcome.err())
                    .as(line)
                    .anyMatch(said -> said.contains("could not be written to standard output"));
        }
    }

    /** The one server waits for the other to speak first, or waits for more. */
    @ServerTest(ServerKind.POSTGRESQL)
    void aServerOfAnotherKindIsNotWaitedForLong(TestDatabase database) {
        for (String kind : Wide.ON ? List.of("mysql", "mariadb") : List.of("mysql")) {
            String url = database.url().replaceFirst("postgresql", kind);
            try (FerryProcess process = FerryCommand.ferry("detect")
                    .on(database)
                    .environment("FERRY_URL", url)
                    .start()
                    .killAfter(PATIENCE)) {
                assertThat(process.outcome().exit()).as(kind).isEqualTo(1);
                assertThat(String.join(" ", process.outcome().err()))
                        .contains(
                                "could not connect to jdbc:" + kind, "that the port belongs to this kind of database");
            }
        }
    }

    @Test
    void anUnknownOptionIsAUsageError() {
        FerryProcess.Outcome outcome = FerryCommand.ferry("--no-such-option").run();

        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.err()).isNotEmpty();
    }

    @Test
    void aKilledProcessIsReportedAsKilled() {
        try (FerryProcess process = FerryCommand.ferry("--help").start().killAfter(Duration.ZERO)) {
            assertThat(process.outcome().exit()).isEqualTo(137);
        }
    }
}
