package org.jettyferry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.jettyferry.cli.CommandLineHarness.Ended;
import org.jettyferry.cli.terminal.ExitCode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Flags of {@code ferry preflight} that mean nothing together, refused before the program connects. */
class PreflightUsageTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "preflight --yes, --yes belongs to --repair",
        "preflight --dry-run, --dry-run belongs to --repair",
        "preflight --repair --dry-run --yes, --dry-run and --yes exclude each other",
        "preflight shop_1 --all, the schema is given twice",
        "preflight --frob, unknown option --frob",
        "run-update --plan --json, --plan prints SQL"
    })
    void isAUsageError(String line, String why) {
        Ended ended = new CommandLineHarness(directory).run(line.split(" ", -1));

        assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ended.err()).contains(why);
        assertThat(ended.err().lines()).hasSize(2);
    }
}
