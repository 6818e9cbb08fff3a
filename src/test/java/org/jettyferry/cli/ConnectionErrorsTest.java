package org.jettyferry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jettyferry.cli.CommandLineHarness.Ended;
import org.jettyferry.cli.terminal.ExitCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A database that is not named, or not rightly, or can't be reached; and passwords, which no message shows. */
class ConnectionErrorsTest {
    @TempDir
    Path directory;

    private CommandLineHarness ferry;

    @BeforeEach
    void makeFerry() {
        ferry = new CommandLineHarness(directory);
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
}
