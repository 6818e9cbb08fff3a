package org.jettyferry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jettyferry.testkit.cli.FerryCommand;
import org.jettyferry.testkit.cli.FerryProcess;
import org.jettyferry.testkit.servers.Scratch;
import org.junit.jupiter.api.Test;

/** The built program as a process: it starts, it writes into pipes, and a test can kill it. */
class FerryProcessIT {
    @Test
    void theJarStartsAndTellsItsUsage() {
        FerryProcess.Outcome outcome = FerryCommand.ferry("--help").run();

        assertThat(outcome.exit()).isZero();
        assertThat(outcome.text()).contains("Usage: ferry");
    }

    /** The reader is gone before the program starts. */
    @Test
    void aClosedPipeIsNoError() {
        String program = "'" + System.getProperty("java.home") + "/bin/java' -jar '"
                + Scratch.buildDirectory().resolve("jetty-ferry.jar") + "' generate-completion";
        FerryProcess.Outcome outcome = FerryCommand.ferry()
                .through("sh", "-c", "{ " + program + "; echo exit $? >&2; } | true")
                .run();

        assertThat(outcome.err()).containsExactly("exit 0");
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
