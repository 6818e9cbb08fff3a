package org.jettyferry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.jettyferry.cli.CommandLineHarness.Ended;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.store.SmallStore;
import org.junit.jupiter.api.io.TempDir;

/** The flags that each command on a database has: what is shown, and what a file gets of it. */
class CommonFlagsIT {
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d) ";

    @TempDir
    Path directory;

    @ServerTest(POSTGRESQL)
    void quietShowsTheAnswerAlone(TestDatabase database) throws SQLException {
        SmallStore.make(database, 1, 12);
        Ended plain = ferry(database, "upgrade", "--to", "12", "--yes");
        assertThat(plain.code()).as(plain.err()).isIn(ExitCode.DONE, ExitCode.PARTLY);
        assertThat(plain.err()).isNotEmpty();

        Ended quiet = ferry(database, "downgrade", "--to", "9.3", "--yes", "--quiet");
        assertThat(quiet.code()).as(quiet.err()).isIn(ExitCode.DONE, ExitCode.PARTLY);
        assertThat(quiet.out()).isNotEmpty();
        assertThat(quiet.err()).isEmpty();

        Ended asked = ferry(database, "upgrade", "--to", "12", "-q");
        assertThat(asked.code()).isEqualTo(ExitCode.ABORTED);
        assertThat(asked.err()).contains("cannot prompt", "Nothing was changed");
        Ended refused = ferry(database, "upgrade", "--to", "nonsense", "--yes", "-q");
        assertThat(refused.err()).contains("nonsense");
    }

    @ServerTest(POSTGRESQL)
    void aLogFileGetsAllThatIsPrinted(TestDatabase database) throws SQLException, IOException {
        SmallStore.make(database, 1, 12);
        Path log = directory.resolve("ferry.log");
        Ended ended = ferry(database, "upgrade", "--to", "12", "--yes", "--log-file", "ferry.log");
        assertThat(ended.code()).as(ended.err()).isIn(ExitCode.DONE, ExitCode.PARTLY);

        List<String> lines = Files.readAllLines(log);
        assertThat(lines).allSatisfy(line -> assertThat(line).containsPattern("^" + TIME));
        assertThat(lines.get(0)).endsWith(" ferry upgrade begins");
        List<String> texts =
                lines.stream().map(line -> line.replaceFirst(TIME, "")).toList();
        assertThat(texts).containsAll(ended.out().lines().toList());
        assertThat(texts).containsAll(ended.err().lines().toList());
        assertThat(String.join("\n", lines)).doesNotContain(database.password());

        assertThat(ferry(database, "backup", "restore", "no-such-run", "--yes", "--quiet", "--log-file", "ferry.log")
                        .code())
                .isEqualTo(ExitCode.REFUSED);
        assertThat(Files.readString(log)).contains("ferry backup restore begins", "ferry: ", "no-such-run");
        assertThat(Files.readAllLines(log)).hasSizeGreaterThan(lines.size());

        Ended nowhere = ferry(database, "detect", "--log-file", "no/such/folder.log");
        assertThat(nowhere.code()).isEqualTo(ExitCode.USAGE);
        assertThat(nowhere.err()).contains("could not open the log file", "Nothing was changed");
    }

    private Ended ferry(TestDatabase database, String... args) {
        CommandLineHarness ferry = new CommandLineHarness(directory);
        ferry.environment.put("FERRY_URL", database.url());
        ferry.environment.put("FERRY_USER", database.user());
        ferry.environment.put("FERRY_PASSWORD", database.password());
        return ferry.run(args);
    }
}
