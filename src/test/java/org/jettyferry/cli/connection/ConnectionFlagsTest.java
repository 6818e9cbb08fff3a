package org.jettyferry.cli.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jettyferry.testkit.KindCondition.ofKind;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jettyferry.cli.CommandLineHarness;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.jdbc.ConnectionSettings;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Flags come before the environment, and that before files; and the formats of the files. */
class ConnectionFlagsTest {
    private static final String URL = "jdbc:postgresql://flag/site";

    @TempDir
    Path directory;

    @Test
    void aFlagWinsOverTheEnvironmentAndThatOverAFile() throws IOException {
        write("server.properties", "ferry.url=jdbc:postgresql://file/site\nferry.user=file\nferry.password=file\n");
        CommandLineHarness harness = new CommandLineHarness(directory);
        harness.environment.putAll(Map.of("FERRY_URL", "jdbc:postgresql://env/site", "FERRY_USER", "env"));

        ConnectionSettings settings = flags("--url", URL).connection(harness.invocation());

        assertThat(settings.url()).isEqualTo(URL);
        assertThat(settings.user()).contains("env");
        assertThat(settings.password()).contains("file");
    }

    @Test
    void theEnvironmentMayNameTheFilesInPlaceOfTheFlags() throws IOException {
        write("secret", "hidden-7\n");
        write("site.properties", "ferry.url=jdbc:postgresql://site/x\nferry.password=other\n");
        write("server.properties", "ferry.url=jdbc:postgresql://file/x\n");
        CommandLineHarness harness = new CommandLineHarness(directory);
        harness.environment.putAll(Map.of("FERRY_PROPERTIES", "site.properties", "FERRY_PASSWORD_FILE", "secret"));

        assertThat(flags().connection(harness.invocation()).url()).isEqualTo("jdbc:postgresql://site/x");
        assertThat(flags().connection(harness.invocation()).password()).contains("hidden-7");
        assertThat(flags("--properties", "server.properties")
                        .connection(harness.invocation())
                        .url())
                .isEqualTo("jdbc:postgresql://file/x");
        harness.environment.put("FERRY_PROPERTIES", "gone.properties");
        assertThatThrownBy(() -> flags().connection(harness.invocation())).hasMessageContaining("gone.properties");
    }

    @Test
    void aPasswordFileWinsOverTheEnvironmentAndItsFirstLineCounts() throws IOException {
        write("secret", "first line \nsecond\n");
        CommandLineHarness harness = new CommandLineHarness(directory);
        harness.environment.put("FERRY_PASSWORD", "env");

        assertThat(flags("--url", URL, "--password-file", "secret")
                        .connection(harness.invocation())
                        .password())
                .contains("first line ");
    }

    @Test
    void theRegistrysOwnNamesAreBeforeTheStoresAndBehindTheFlags() throws IOException {
        write("secret", "hidden-7\n");
        write("server.properties", "ferry.registry.url=jdbc:mysql://r/x\nferry.registry.passwordFile=secret\n");
        CommandLineHarness harness = new CommandLineHarness(directory);
        harness.environment.putAll(
                Map.of("FERRY_URL", "jdbc:mysql://env/x", "FERRY_USER", "env", "FERRY_PASSWORD", "env"));

        ConnectionSettings registry = flags().registry(harness.invocation());
        assertThat(registry)
                .isEqualTo(new ConnectionSettings("jdbc:mysql://r/x", Optional.of("env"), Optional.of("hidden-7")));
        assertThat(flags("--url", URL).registry(harness.invocation()).url()).isEqualTo(URL);
        assertThat(flags("--url", URL).registryBesideStore(harness.invocation()))
                .contains(registry);
        assertThat(flags().connection(harness.invocation()).url()).isEqualTo("jdbc:mysql://env/x");
    }

    @Test
    void withoutItsOwnNamesTheRegistryIsInTheStoresDatabase() {
        CommandLineHarness harness = new CommandLineHarness(directory);
        harness.environment.put("FERRY_URL", "jdbc:mysql://env/x");

        assertThat(flags().registry(harness.invocation()).url()).isEqualTo("jdbc:mysql://env/x");
        assertThat(flags().registryBesideStore(harness.invocation())).isEmpty();
    }

    @Test
    void aPasswordCanBeTyped() {
        CommandLineHarness harness = new CommandLineHarness(directory).typing("typed");

        assertThat(flags("--url", URL, "--ask-password")
                        .connection(harness.invocation())
                        .password())
                .contains("typed");
    }

    @Test
    void askingForAPasswordNeedsATerminal() {
        CommandLineHarness harness = new CommandLineHarness(directory);

        assertThatThrownBy(() -> flags("--url", URL, "--ask-password").connection(harness.invocation()))
                .is(ofKind(Kind.USAGE))
                .hasMessageContaining("needs a terminal");
    }

    @Test
    void shortNamesAreUnderstoodAndALaterFileWins() throws IOException {
        write("one.properties", "url=jdbc:mysql://one/a\nuser=one\n");
        write("two.properties", "user=two\n");
        Invocation harness = new CommandLineHarness(directory).invocation();

        ConnectionSettings settings = flags("--properties", "one.properties", "--properties", "two.properties")
                .connection(harness);

        assertThat(settings.url()).isEqualTo("jdbc:mysql://one/a");
        assertThat(settings.user()).contains("two");
    }

    /** The nodes read such files as well. */
    @Test
    void aFileInLatin1IsRead() throws IOException {
        Files.write(
                directory.resolve("server.properties"),
                "# gepr\u00fcft\nferry.url=jdbc:mysql://file/x\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(flags().connection(new CommandLineHarness(directory).invocation())
                        .url())
                .isEqualTo("jdbc:mysql://file/x");
    }

    @Test
    void anInvalidFileNamesTheByteAndTheLine() throws IOException {
        write("server.properties", "a=b\nferry.url=C:\\users\n");
        Invocation harness = new CommandLineHarness(directory).invocation();

        assertThatThrownBy(() -> flags().connection(harness))
                .is(ofKind(Kind.USAGE))
                .hasMessageContaining("server.properties: byte 13 of line 2");
    }

    @Test
    void aMissingFileIsAUsageError() {
        Invocation harness = new CommandLineHarness(directory).invocation();

        assertThatThrownBy(() -> flags("--properties", "absent.properties").connection(harness))
                .is(ofKind(Kind.USAGE))
                .hasMessageContaining("absent.properties");
    }

    @Test
    void aDriverThatQuotesTheUrlRevealsNoSecret() {
        ConnectionSettings settings = new ConnectionSettings(
                "jdbc:mysql://jetty:hid@den-7@db/site?trustStorePassword=hidden;8&a=b",
                Optional.empty(),
                Optional.empty());

        assertThat(settings.withoutSecrets(
                        "no URL: " + settings.url() + ", 'jetty:hid@den-7@db', trustStorePassword=hidden;8"))
                .startsWith("no URL: jdbc:mysql://")
                .doesNotContain("hid", "den-7", ";8");
    }

    private static ConnectionFlags flags(String... args) {
        ConnectionFlags flags = new ConnectionFlags();
        new CommandLine(CommandLine.Model.CommandSpec.create()
                        .addMixin("database", CommandLine.Model.CommandSpec.forAnnotatedObject(flags)))
                .parseArgs(args);
        return flags;
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }
}
