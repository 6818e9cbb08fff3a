package org.jettyferry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jettyferry.testkit.cli.FerryCommand;
import org.jettyferry.testkit.cli.FerryProcess;
import org.junit.jupiter.api.Test;

/** Shows that the built program starts, and that a crash can be staged. */
class FerryProcessIT {
    @Test
    void theJarStartsAndTellsItsUsage() {
        FerryProcess.Outcome outcome = FerryCommand.ferry("--help").run();

        assertThat(outcome.exit()).isZero();
        assertThat(outcome.text()).contains("Usage: ferry");
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
