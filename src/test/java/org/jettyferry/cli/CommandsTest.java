package org.jettyferry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jettyferry.cli.CommandLineHarness.Ended;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.jdbc.DatabaseException;
import org.jettyferry.jdbc.ErrorKind;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.store.journal.StoreErrors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The command line without a database: parsing, arguments, the form of errors and their exit codes. */
class CommandsTest {
    @TempDir
    Path directory;

    private CommandLineHarness ferry;

    @BeforeEach
    void makeFerry() {
        ferry = new CommandLineHarness(directory);
    }

    /** A name that Java could not decode would be stored under another name. */
    @Test
    void anArgumentOrVariableThatLostCharactersIsRefused() {
        Ended ended = ferry.run("server", "register", "Gr\uFFFD\uFFFDn", "--url", "jdbc:none:");
        assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ended.err()).contains("Gr??n", "LC_ALL=C.UTF-8");

        ferry.environment.putAll(Map.of("FERRY_URL", "jdbc:none:", "FERRY_USER", "gr\uFFFD\uFFFDn"));
        assertThat(ferry.run("detect").err()).contains("FERRY_USER has characters", "LC_ALL=C.UTF-8");
    }

    @Test
    void outputForPeopleHasTheTerminalsCharsetButNeverAscii() {
        assertThat(TerminalCharset.forPeople("ISO-8859-1")).isEqualTo(StandardCharsets.ISO_8859_1);
        assertThat(TerminalCharset.forPeople("ANSI_X3.4-1968")).isEqualTo(StandardCharsets.UTF_8);
        assertThat(TerminalCharset.forPeople("no charset")).isEqualTo(StandardCharsets.UTF_8);
    }

    @Test
    void anImportOfAFolderOrOfAMissingFileIsRefused() {
        assertThat(ferry.run("context", "import", "none.csv").err()).contains("there is no file none.csv");
        Ended ended = ferry.run("context", "import", ".");
        assertThat(ended.err()).contains(". is a folder");
        assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void withJsonAnErrorIsJsonToo() {
        Ended refused = ferry.run("detect", "--json", "--url", "jdbc:postgresql://127.0.0.1:abc/site");
        assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
        assertThat(error(refused).get("code").getAsString()).isEqualTo("usage");
        assertThat(error(refused).get("exit").getAsInt()).isEqualTo(ExitCode.USAGE);
        assertThat(error(refused).get("message").getAsString()).contains("the port in the URL");
        assertThat(error(refused).get("remedy").getAsString()).contains("Write it as");
        assertThat(refused.err().lines()).hasSize(2);

        assertThat(error(ferry.run("upgrade", "--json")).get("code").getAsString())
                .isEqualTo("usage");
        assertThat(error(ferry.run("server", "list", "--json", "--frob"))
                        .get("message")
                        .getAsString())
                .isEqualTo("unknown option --frob");
        assertThat(ferry.run("nonsense", "--json").out()).isEmpty();
        assertThat(ferry.run("detect", "--url", "jdbc:none:").out()).isEmpty();
    }

    private static JsonObject error(Ended ended) {
        return JsonParser.parseString(ended.out()).getAsJsonObject().getAsJsonObject("error");
    }

    @Test
    void anErrorOfTheJvmIsAMessageThatSaysWhatWasKept() {
        for (Error error : List.of(
                new OutOfMemoryError("Java heap space"),
                new StackOverflowError(),
                new NoClassDefFoundError("org/yaml/snakeyaml/Yaml"),
                new AssertionError("x"))) {
            CommandLine commandLine = Commands.commandLine(ferry.invocation(), "detect");
            StringWriter err = new StringWriter();
            StringWriter out = new StringWriter();
            commandLine.getCommandSpec().removeSubcommand("detect");
            commandLine.addSubcommand("detect", new Broken(error));
            commandLine.setErr(new PrintWriter(err)).setOut(new PrintWriter(out));

            assertThat(Commands.run(commandLine, "detect", "--json")).isEqualTo(ExitCode.ERROR);
            assertThat(err.toString().lines()).hasSize(2).noneMatch(line -> line.startsWith("\tat"));
            assertThat(err.toString()).contains("No session is lost", "Run the same command");
            assertThat(out.toString()).contains("\"code\": \"error\"");
        }
    }

    @CommandLine.Command(name = "detect")
    private record Broken(Error error) implements Runnable {
        @CommandLine.Option(names = "--json")
        void json(boolean value) {}

        @Override
        public void run() {
            throw error;
        }
    }

    /** The device /dev/full fails like this. */
    @ParameterizedTest
    @ValueSource(strings = {"--help", "--version", "help upgrade", "generate-completion", "schema --help"})
    void outputThatCannotBeWrittenIsAnError(String line) {
        CommandLine commandLine = Commands.commandLine(ferry.invocation(), line.split(" ", -1));
        StringWriter err = new StringWriter();
        commandLine.setErr(new PrintWriter(err)).setOut(new PrintWriter(new FullDisk()));

        assertThat(Commands.run(commandLine, line.split(" ", -1))).isEqualTo(ExitCode.ERROR);
        assertThat(err.toString()).contains("could not be written to standard output");
    }

    private static final class FullDisk extends Writer {
        @Override
        public void write(char[] text, int offset, int length) throws IOException {
            throw new IOException("No space left on device");
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @Test
    void aContextPathWithoutItsSlashIsAUsageError() {
        Ended ended = ferry.run("retry", "--context-path", "w");

        assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ended.err()).contains("begins with a slash: \"w\"");
    }

    @Test
    void aFolderForBackupsHasAName() {
        assertThat(ferry.run("upgrade", "--to", "12", "--backup-dir", "").code())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void anUnknownReleaseListsTheKnownOnes() {
        Ended ended = ferry.run("plan", "upgrade", "--to", "9");

        assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ended.err()).contains("9 alone is not enough", "12.1");
    }

    @Test
    void flagsThatExcludeEachOtherAreRefusedBeforeConnecting() {
        assertThat(ferry.run("upgrade", "--to", "12", "--no-backup").err()).contains("only with --sessions drop");
        assertThat(ferry.run("upgrade", "--to", "12", "--no-backup").code()).isEqualTo(ExitCode.USAGE);
        assertThat(ferry.run("upgrade", "--to", "12", "--chunk-rows", "0").code())
                .isEqualTo(ExitCode.USAGE);
        assertThat(ferry.run("upgrade", "--to", "12", "--rename", "java.util=x").code())
                .isEqualTo(ExitCode.USAGE);
        assertThat(ferry.run("backup", "purge", "1", "--all").code()).isEqualTo(ExitCode.USAGE);
        assertThat(ferry.run("backup").code()).isEqualTo(ExitCode.USAGE);
        assertThat(ferry.run("upgrade").err()).contains("--to");
    }

    @Test
    void aMisspeltPropertyIsNotIgnored() {
        Ended ended = ferry.run("detect", "--url", "jdbc:none:", "-P", "jetty.session.jdbc.schema.idCol=SID");

        assertThat(ended.code()).isNotZero();
    }

    @Test
    void eachKindOfFailureHasItsExitCode() {
        assertThat(ExceptionHandler.exitCode(new OperatorException(Kind.USAGE, "a", "b")))
                .isEqualTo(2);
        assertThat(ExceptionHandler.exitCode(new OperatorException(Kind.REFUSED, "a", "b")))
                .isEqualTo(3);
        assertThat(ExceptionHandler.exitCode(StoreErrors.lockHeld("somebody"))).isEqualTo(6);
        assertThat(ExceptionHandler.exitCode(new OperatorException(Kind.NOT_VERIFIED, "a", "b")))
                .isEqualTo(1);
        assertThat(ExceptionHandler.exitCode(StoreErrors.stepFailed("a", new IllegalStateException())))
                .isEqualTo(1);
        assertThat(ExceptionHandler.exitCode(new DatabaseException(ErrorKind.NO_ROOM, "a")))
                .isEqualTo(1);
        assertThat(ExceptionHandler.exitCode(new IllegalStateException())).isEqualTo(1);
    }
}
