package org.jettyferry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.cli.FerryCommand.ferry;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.sql.SQLException;
import org.jettyferry.testkit.cli.FerryCommand;
import org.jettyferry.testkit.cli.FerryProcess;
import org.jettyferry.testkit.servers.ServerKind;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.store.SmallStore;
import org.jettyferry.testkit.store.StoreDump;
import org.junit.jupiter.api.BeforeAll;

/** The program before somebody who looks and types: it shows the plan, asks, draws a bar, and can be stopped with Ctrl-C. */
class TerminalIT {
    private static final String CTRL_C = "\3";
    private static final String QUESTION =
            "This will upgrade the session store. Are all its nodes stopped? Type yes to go on: ";

    @BeforeAll
    static void aTerminalIsToBeHad() throws InterruptedException {
        boolean there = makesTerminals();
        String reason = "there is no script of util-linux, or no env of coreutils 8.31, to make a terminal";
        if (!there) {
            System.err.println("SKIPPED on a terminal: " + reason);
        }
        assumeTrue(there, reason);
    }

    @ServerTest(ServerKind.POSTGRESQL)
    void anythingButYesChangesNothing(TestDatabase database) throws SQLException {
        SmallStore.make(database, 1, 15);
        StoreDump before = StoreDump.of(database);
        for (String answer : new String[] {"no\n", "\n", "y\n", CTRL_C}) {
            try (FerryProcess process = upgrade(database).startOnTerminal()) {
                process.awaitWords("The statements: ferry plan upgrade").type(answer);
                FerryProcess.Outcome outcome = process.outcome();
                assertThat(outcome.text()).contains("Plan  ", QUESTION, "Nothing was changed.");
                assertThat(outcome.exit()).isEqualTo(answer.equals(CTRL_C) ? 130 : 5);
            }
            assertThat(StoreDump.of(database)).isEqualTo(before);
        }
    }

    /** The bar's own library leaves Ctrl-C to a system that ends the process without a word. */
    @ServerTest(ServerKind.POSTGRESQL)
    void afterCtrlCTheSameCommandGoesOn(TestDatabase database) throws SQLException {
        SmallStore.make(database, 1, 1000);
        try (FerryProcess process = upgrade(database, "--chunk-rows", "50", "--max-rows-per-second", "100")
                .startOnTerminal()) {
            process.type("yes\n").awaitWords(" rows/s").type(CTRL_C);
            FerryProcess.Outcome outcome = process.outcome();
            assertThat(outcome.out()).anyMatch(line -> line.matches(" *\\d+% \\[=* *] *\\d+/999 rows .* rows/s"));
            assertThat(outcome.text())
                    .endsWith("ferry: interrupted\n"
                            + "No session is lost. Run the same command again: it goes on where it stopped.");
            assertThat(outcome.exit()).isEqualTo(130);
        }
        try (FerryProcess process = upgrade(database).startOnTerminal()) {
            FerryProcess.Outcome outcome = process.type("yes\n").outcome();
            assertThat(outcome.text()).contains("Going on with run", "at step fill", "Migrated          997 sessions");
            assertThat(outcome.out()).noneMatch(line -> line.matches(".* rows/s.+"));
            assertThat(outcome.exit()).isEqualTo(4); // the broken blob and the twin
        }
    }

    private static FerryCommand upgrade(TestDatabase database, String... more) {
        String[] line = new String[more.length + 4];
        System.arraycopy(new String[] {"upgrade", "--to", "12", "--assume-stopped"}, 0, line, 0, 4);
        System.arraycopy(more, 0, line, 4, more.length);
        return ferry(line).on(database);
    }

    private static boolean makesTerminals() throws InterruptedException {
        try {
            Process process = new ProcessBuilder("script", "-qec", FerryCommand.HEARING + "sh -c 'exit 9'", "/dev/null")
                    .redirectInput(ProcessBuilder.Redirect.PIPE)
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            process.getInputStream().readAllBytes();
            return process.waitFor() == 9;
        } catch (IOException e) {
            return false;
        }
    }
}
