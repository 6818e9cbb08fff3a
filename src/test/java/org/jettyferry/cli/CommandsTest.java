package org.jettyferry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
import picocli.CommandLine.Model.CommandSpec;

/** The command line without a database: parsing, help, errors. */
class CommandsTest {
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

    @Test
    void noDatabaseNamesTheThreeWaysAndTheDemo() {
        Ended ended = ferry.run("detect");

        assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ended.err())
                .contains("no database was named", "--url", "FERRY_URL", "server.properties", "mvn -Pdemo");
        assertThat(ended.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--password=hidden-7", "--password hidden-7", "--pass=hidden-7", "-phidden-7"})
    void aPasswordOnTheCommandLineIsRefusedAndNotRepeated(String flag) {
        Ended ended = ferry.run(("detect " + flag).split(" ", -1));

        assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ended.err()).doesNotContain("hidden-7").isNotEmpty();
    }

    @Test
    void aPasswordOnTheCommandLineNamesTheThreeWays() {
        assertThat(ferry.run("detect", "--password", "hidden-7").err())
                .contains("--password-file", "FERRY_PASSWORD", "--ask-password");
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

    @ParameterizedTest
    @ValueSource(strings = {"foo", "jdbc:oracle:thin:@db:1521/x", "jdbc:postgresql://jetty:hidden-7@host/site"})
    void anInvalidUrlIsAUsageErrorWithAnExample(String url) {
        Ended ended = ferry.run("detect", "--url", url);

        assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ended.err()).contains("jdbc:sqlserver://HOST:PORT").doesNotContain("hidden-7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mysql", "mariadb", "sqlserver"})
    void aServerThatCannotBeReachedIsNotALostConnection(String kind) {
        Ended ended = ferry.run("detect", "--url", url(kind, "127.0.0.1:1"));

        assertThat(ended.code()).isEqualTo(ExitCode.ERROR);
        assertThat(ended.err()).contains("can't be reached: no program listens", "Nothing was changed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mysql", "mariadb", "sqlserver"})
    void anUnknownHostIsNamed(String kind) {
        Ended ended = ferry.run("detect", "--url", url(kind, "no-such-host.invalid:1"));

        assertThat(ended.code()).isEqualTo(ExitCode.ERROR);
        assertThat(ended.err()).contains("the host name is unknown", "no-such-host.invalid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mysql", "mariadb", "sqlserver"})
    void anInvalidPortIsAUsageErrorThatNamesIt(String kind) {
        for (String port : List.of("abc", "99999", "0")) {
            Ended ended = ferry.run("detect", "--url", url(kind, "127.0.0.1:" + port));

            assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
            assertThat(ended.err()).contains("the port in the URL is not a number from 1 to 65535: " + port);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://127.0.0.1:1/site?sslmode=foo",
                "jdbc:mysql://127.0.0.1:1/site?sslMode=foo",
                "jdbc:mariadb://127.0.0.1:1/site?sslMode=foo",
                "jdbc:sqlserver://127.0.0.1:1;databaseName=site;encrypt=foo"
            })
    void anInvalidUrlSettingIsAUsageErrorThatNamesIt(String url) {
        Ended ended = ferry.run("detect", "--url", url);

        assertThat(ended.code()).as(ended.err()).isEqualTo(ExitCode.USAGE);
        assertThat(ended.err()).contains("foo", "Write it as jdbc:postgresql");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"jdbc:mysql://127.0.0.1:1", "jdbc:mariadb://127.0.0.1:1/", "jdbc:mariadb://127.0.0.1:1/?user=x"})
    void aUrlWithoutDatabaseIsAUsageErrorWhereTheServerHasMany(String url) {
        Ended ended = ferry.run("detect", "--url", url);

        assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ended.err()).contains("names no database");
    }

    private static String url(String kind, String server) {
        return kind.equals("sqlserver")
                ? "jdbc:sqlserver://" + server + ";databaseName=site;loginTimeout=3"
                : "jdbc:" + kind + "://" + server + "/site";
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

    @Test
    void theCompletionOffersValuesAsTheHelpHasThem() {
        String script = ferry.run("generate-completion").out();

        assertThat(script).contains("(\"rewrite\" \"copy\")", "(\"keep\" \"drop\")", "(\"upgrade\" \"downgrade\")");
        assertThat(script).doesNotContain("REWRITE", "UPGRADE");
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
    void aPasswordInTheUrlCausesAWarningOnTheCommandLineOnly() {
        String url = "jdbc:none:x?user=jetty&password=hidden-7";
        assertThat(ferry.run("detect", "--url", url).err())
                .contains("Warning: the password in --url", "--password-file")
                .doesNotContain("hidden-7");
        ferry.environment.put("FERRY_URL", url);
        assertThat(ferry.run("detect").err()).doesNotContain("Warning");
    }

    @Test
    void anEmptyPasswordFileIsRefused() throws IOException {
        Files.createFile(directory.resolve("empty"));
        ferry.environment.put("FERRY_PASSWORD", "another one");
        Ended ended = ferry.run("detect", "--url", "jdbc:none:", "--password-file", "empty");

        assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ended.err()).contains("first line", "is empty");
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
    void anUnreachableServerIsAnErrorInTwoLinesThatHideThePassword() {
        ferry.environment.put(
                "FERRY_URL", "jdbc:postgresql://127.0.0.1:1/site?user=jetty&password=hidden-7&connectTimeout=2");
        Ended ended = ferry.run("detect");

        assertThat(ended.code()).isEqualTo(ExitCode.ERROR);
        assertThat(ended.err()).startsWith("ferry: could not connect to ").doesNotContain("hidden-7");
        assertThat(ended.err().lines()).hasSize(2);
    }

    @Test
    void verboseShowsWhereAnErrorComesFromAndStillHidesThePassword() {
        Ended ended = ferry.run(
                "detect",
                "--verbose",
                "--url",
                "jdbc:postgresql://127.0.0.1:1/site?password=hidden-7&connectTimeout=2");

        assertThat(ended.err()).contains("\tat org.jettyferry.").doesNotContain("hidden-7");
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
