package org.jettyferry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.jettyferry.cli.CommandLineHarness.Ended;
import org.jettyferry.cli.terminal.ExitCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The help, the completion, and the errors that send to the help. */
class HelpTest {
    @TempDir
    Path directory;

    private CommandLineHarness ferry;

    @BeforeEach
    void makeFerry() {
        ferry = new CommandLineHarness(directory);
    }

    @Test
    void helpTeachesTheUsualPathAndTheExitCodes() {
        Ended ended = ferry.run("--help");

        assertThat(ended.code()).isZero();
        assertThat(ended.out())
                .contains(
                        "ferry detect",
                        "ferry plan upgrade --to 12",
                        "ferry backup purge",
                        "FERRY_URL",
                        "6  another run");
        assertThat(ended.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"detect", "plan", "upgrade", "downgrade", "verify", "retry", "repair", "guide", "backup purge"})
    void eachCommandHasHelpWithExamples(String command) {
        Ended ended = ferry.run((command + " --help").split(" ", -1));

        assertThat(ended.code()).isZero();
        assertThat(ended.out()).contains("Usage: ferry " + command, "Example");
        assertThat(ferry.run(("help " + command).split(" ", 2)[0], command.split(" ", 2)[0])
                        .code())
                .isZero();
    }

    @Test
    void everyCommandShowsAnExample() {
        for (CommandSpec command : CommandModel.commands()) {
            if (!command.name().equals("generate-completion")) { // of picocli
                String help = command.commandLine().getUsageMessage(CommandLine.Help.Ansi.OFF);
                assertThat(help.lines()).as(command.qualifiedName()).anyMatch(line -> line.startsWith("  ferry "));
            }
        }
    }

    /** A line may end between two words only, or what is to be typed is torn. */
    @ParameterizedTest
    @ValueSource(strings = {"upgrade", "downgrade", "retry", "plan upgrade"})
    void helpTearsNoNameApart(String command) {
        Ended ended = ferry.run((command + " --help").split(" ", -1));

        assertThat(ended.out()).contains("javax.servlet=jakarta.servlet");
        assertThat(ended.out().lines()).noneMatch(line -> line.matches(".*(javax|jakarta|jetty\\.session|Jetty )\\.?"));
    }

    @Test
    void noCommandIsAUsageErrorWithHelp() {
        Ended ended = ferry.run();

        assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ended.err()).contains("no command was named", "Usage: ferry");
    }

    /** A script that asks whether there is such a command. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense --help",
                "--help nonsense",
                "schema nonsense --help",
                "backup nonsense -h",
                "detect nonsense --help",
                "help nonsense"
            })
    void anUnknownWordIsAUsageErrorBesideHelpToo(String line) {
        Ended ended = ferry.run(line.split(" ", -1));

        assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).contains("unknown command or argument nonsense");
    }

    @ParameterizedTest
    @CsvSource({
        "upgarde, upgrade",
        "schema lst, list",
        "upgrade --dry-rn, --dry-run",
        "context imprt, import",
        "upgrade --tabel=x, --table"
    })
    void whatIsMeantIsAsked(String line, String meant) {
        assertThat(ferry.run(line.split(" ", -1)).err())
                .containsPattern("Did you mean [^?]*" + meant + "[^?]*\\? See: ");
    }

    @Test
    void nothingIsMeantByAnythingElse() {
        assertThat(ferry.run("schema", "xyzzy").err()).doesNotContain("Did you mean");
        assertThat(ferry.run("upgrade", "--xyzzy=secret").err()).doesNotContain("Did you mean", "secret");
    }

    @Test
    void theCompletionOffersValuesAsTheHelpHasThem() {
        String script = ferry.run("generate-completion").out();

        assertThat(script).contains("(\"rewrite\" \"copy\")", "(\"keep\" \"drop\")", "(\"upgrade\" \"downgrade\")");
        assertThat(script).doesNotContain("REWRITE", "UPGRADE");
    }

    @Test
    void helpReachesTheCommandsBelowCommands() {
        assertThat(ferry.run("help", "backup", "list").out()).startsWith("Usage: ferry backup list");
        assertThat(ferry.run("help", "upgrade").out()).startsWith("Usage: ferry upgrade");
        assertThat(ferry.run("help", "frob").code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void errorsUseTheWordsOfTheHelp() {
        assertThat(ferry.run("upgrade", "--frob").err()).contains("unknown option --frob");
        assertThat(ferry.run("upgrade", "--to", "12", "--blobs", "x").err()).contains("rewrite or copy");
        assertThat(ferry.run("upgrade", "--to", "12", "--rename", "x").err()).doesNotContain("option option");
    }

    /** A broken line could not be pasted into a shell. */
    @Test
    void anExampleIsOneLineInTheHelp() {
        for (CommandSpec command : CommandModel.commands()) {
            String help = command.commandLine().getUsageMessage(CommandLine.Help.Ansi.OFF);
            for (String line : command.usageMessage().footer()) {
                assertThat(help).contains(line.startsWith("  ferry") ? line : "");
            }
        }
    }
}
