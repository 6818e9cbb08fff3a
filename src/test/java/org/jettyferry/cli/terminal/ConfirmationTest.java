package org.jettyferry.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.jettyferry.cli.CommandLineHarness;
import org.junit.jupiter.api.Test;

/** The prompt, and which answers count as a yes. */
class ConfirmationTest {
    private final StringWriter shown = new StringWriter();
    private final PrintWriter out = new PrintWriter(shown, true);

    @Test
    void onlyTheWholeWordYesIsAYes() {
        assertThat(confirmation("yes").ask("?")).isTrue();
        assertThat(confirmation("y").ask("?")).isFalse();
        assertThat(confirmation("").ask("?")).isFalse();
        assertThat(confirmation().ask("?")).isFalse();
        assertThat(shown.toString())
                .as("the end of the input ends no line")
                .endsWith("%n%nferry: the answer was not yes%nNothing was changed.%n".formatted());
        assertThat(new Confirmation(true, terminal(), out).ask("?")).isTrue();
    }

    @Test
    void withoutATerminalTheAnswerIsNo() {
        Terminal none = new CommandLineHarness(Path.of("")).invocation().terminal();

        assertThat(new Confirmation(false, none, out).ask("?")).isFalse();
        assertThat(shown.toString()).contains("--yes", "Nothing was changed");
    }

    private Confirmation confirmation(String... lines) {
        return new Confirmation(false, terminal(lines), out);
    }

    private static Terminal terminal(String... lines) {
        return new CommandLineHarness(Path.of("")).typing(lines).invocation().terminal();
    }
}
