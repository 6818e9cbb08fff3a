package org.jettyferry.node.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.Await.eventually;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jettyferry.registry.Node;
import org.jettyferry.testkit.LogCapture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsWatchTest {
    private static final Map<String, String> REGISTRY_IN_THE_ENVIRONMENT =
            Map.of("FERRY_REGISTRY_URL", "jdbc:postgresql://registry/site");

    @TempDir
    Path folder;

    @Test
    void aValueThatIsSetChangedAndRemovedTakesEffect() throws Exception {
        Path file = write("serverName=old\n");
        SettingsWatch watch = watch();
        AtomicReference<NodeSettings> told = new AtomicReference<>(watch.settings());
        watch.start(told::set, () -> {});
        assertThat(watch.settings().serverName()).isEqualTo("old");

        write("serverName=old\nmigrationRedirectURL=https://new.example.com\n");
        eventually("the URL", () -> told.get().values().containsKey("migrationRedirectURL"));
        write("serverName=old\nmigrationRedirectURL=https://other.example.com\n");
        eventually(
                "the other URL",
                () -> "https://other.example.com".equals(told.get().values().get("migrationRedirectURL")));
        write("serverName=old\n# the rollout is over\n");
        eventually("no URL", () -> !told.get().values().containsKey("migrationRedirectURL"));

        assertThat(watch.file()).isEqualTo(file);
        watch.stop();
        eventually(
                "the end of the thread",
                () -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().equals("ferry-settings")));
    }

    @Test
    void settingsThatCannotBePutInForceDoNotEndTheWatch() throws Exception {
        write("serverName=old\n");
        SettingsWatch watch = watch();
        AtomicReference<NodeSettings> told = new AtomicReference<>(watch.settings());
        watch.start(
                settings -> {
                    told.set(settings);
                    if (settings.serverName().equals("broken")) {
                        throw new UnsupportedClassVersionError("a resolver of the site's own");
                    }
                },
                () -> {});

        write("serverName=broken\n");
        eventually("the one", () -> told.get().serverName().equals("broken"));
        write("serverName=new\n");
        eventually("the next", () -> told.get().serverName().equals("new"));
        watch.stop();
    }

    @Test
    void aFileThatIsBeingWrittenIsLeftAlone() throws Exception {
        write("migrationRedirectURL=https://new.example.com\n");
        SettingsWatch watch = watch();

        write("migrationRedirectURL=https://ne");
        assertThat(watch.look()).isFalse();
        write("migrationRedirectURL=https://newer.example.com\nserverN");
        assertThat(watch.look()).isFalse();
        write("migrationRedirectURL=https://newer.example.com\nserverName=old\n");
        assertThat(watch.look()).isFalse();
        assertThat(watch.settings().values()).containsEntry("migrationRedirectURL", "https://new.example.com");

        assertThat(watch.look()).isTrue();
        assertThat(watch.settings().values()).containsEntry("migrationRedirectURL", "https://newer.example.com");
        assertThat(watch.settings().serverName()).isEqualTo("old");
    }

    @Test
    void aLastLineWithoutAnEndIsTakenLater() throws Exception {
        write("serverName=old");
        SettingsWatch watch = watch();
        assertThat(watch.settings().serverName()).isEqualTo("old");

        write("serverName=new");
        assertThat(looks(watch, 3)).isFalse();
        assertThat(looks(watch, 5)).isTrue();
        assertThat(watch.settings().serverName()).isEqualTo("new");
    }

    @Test
    void nonsenseAndAnEmptyFileAndNoFileKeepWhatWasSaidLast() throws Exception {
        Path file = write("serverName=old\n");
        SettingsWatch watch = watch();

        for (byte[] nonsense :
                List.of(new byte[0], new byte[] {0, 1, 2, '\n'}, "a=\\u12zz\n".getBytes(StandardCharsets.UTF_8))) {
            Files.write(file, nonsense);
            assertThat(looks(watch, 8)).isFalse();
            assertThat(watch.settings().serverName()).isEqualTo("old");
            assertThat(watch.problems()).singleElement().asString().contains("can't be used");
        }
        Files.delete(file);
        assertThat(looks(watch, 8)).isFalse();
        assertThat(watch.settings().serverName()).isEqualTo("old");
        assertThat(watch.problems()).singleElement().asString().contains("it is gone");

        write("serverName=new\n");
        assertThat(looks(watch, 2)).isTrue();
        assertThat(watch.problems()).isEmpty();
        assertThat(watch.settings().serverName()).isEqualTo("new");
    }

    @Test
    void theSameAgainAfterNonsenseIsGoodAgain() throws Exception {
        Path file = write("serverName=old\n");
        SettingsWatch watch = watch();
        Files.write(file, new byte[0]);
        looks(watch, 8);
        write("serverName=old\n");
        looks(watch, 8);
        assertThat(watch.problems()).isEmpty();
    }

    /** Otherwise this goes unnoticed: "has changed and is in force", and every user of a moved tenant gets 421. */
    @Test
    void aMisspeltNameIsAProblem() throws Exception {
        write("serverName=old\nmigrationRedirectUrl=https://new.example.com\n");

        assertThat(watch().problems())
                .containsExactly(
                        "migrationRedirectUrl is not a setting and has no effect; did you mean migrationRedirectURL?");
    }

    @Test
    void aValueThatCannotBeUnderstoodStaysWhatItWas() throws Exception {
        write("pollInterval=300\nheartbeatInterval=2000\n");
        SettingsWatch watch = watch();
        write("pollInterval=often\nheartbeatInterval=1000\n");
        assertThat(looks(watch, 2)).isTrue();

        assertThat(watch.settings().poller().pollMillis()).isEqualTo(300);
        assertThat(watch.settings().poller().heartbeatMillis()).isEqualTo(1000);
        assertThat(watch.problems())
                .singleElement()
                .asString()
                .contains("pollInterval")
                .contains("often");
        write("heartbeatInterval=1000\n");
        assertThat(looks(watch, 2)).isTrue();
        assertThat(watch.settings().poller().pollMillis()).isEqualTo(1000);
        assertThat(watch.problems()).isEmpty();
    }

    /** Otherwise the tools would consider a live node dead, and change its tables. */
    @Test
    void aNodeIsHeardOfWellBeforeItIsTakenForDead() {
        List<String> problems = new ArrayList<>();
        Map<String, String> slowest = Map.of("pollInterval", "5000", "heartbeatInterval", "10000");
        NodeSettings settings = NodeSettings.from(slowest, Map.of(), NodeSettings.DEFAULTS, problems::add);
        assertThat(problems).isEmpty();
        assertThat(settings.poller().heartbeatMillis() + settings.poller().pollMillis())
                .isLessThan(Node.ALIVE_MILLIS);

        Map<String, String> slower = Map.of("pollInterval", "5001", "heartbeatInterval", "60000");
        settings = NodeSettings.from(slower, Map.of(), settings, problems::add);
        assertThat(settings.poller().pollMillis()).isEqualTo(5000);
        assertThat(settings.poller().heartbeatMillis()).isEqualTo(10_000);
        assertThat(problems).anyMatch(problem -> problem.contains("from 20 to 5000"));
        assertThat(problems).anyMatch(problem -> problem.contains("from 100 to 10000"));
    }

    @Test
    void aFileThatComesLaterIsFoundAndOneThatIsReplacedIsFollowed() throws Exception {
        SettingsWatch watch = watch();
        assertThat(watch.file()).isNull();
        write("serverName=old\n");
        assertThat(looks(watch, 2)).isTrue();
        assertThat(watch.settings().serverName()).isEqualTo("old");

        Path other = Files.writeString(folder.resolve("next"), "serverName=neu\n");
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(folder.resolve("server.properties")));
        Files.move(other, folder.resolve("server.properties"), StandardCopyOption.REPLACE_EXISTING);
        assertThat(looks(watch, 2)).isTrue(); // of the same size and age
        assertThat(watch.settings().serverName()).isEqualTo("neu");
    }

    @Test
    void theEnvironmentWinsAndTheRegistryComesBeforeTheStore() {
        NodeSettings settings = NodeSettings.from(
                Map.of(
                        "serverName", "old",
                        "ferry.url", "jdbc:postgresql://store/site",
                        "ferry.user", "jetty",
                        "ferry.registry.url", "jdbc:postgresql://me:secret@registry/site?password=hidden&ssl=true"),
                Map.of("SERVER_NAME", "blue"),
                NodeSettings.DEFAULTS,
                problem -> {});

        assertThat(settings.serverName()).isEqualTo("blue");
        assertThat(settings.values()).containsEntry("serverName", "blue");
        assertThat(settings.poller().registry()).hasToString("jdbc:postgresql://registry/site?password=***&ssl=true");
    }

    @Test
    void aStoreThatOnlyTheGuardNeedsLetsNobodyWaitForARegistry() {
        Map<String, String> store = Map.of("ferry.url", "jdbc:postgresql://store/site");
        assertThat(required(store, Map.of())).isFalse();
        assertThat(required(store, Map.of("SERVER_NAME", "blue"))).isTrue();
        assertThat(required(store, REGISTRY_IN_THE_ENVIRONMENT)).isTrue();
        assertThat(required(Map.of("ferry.registry.datasource", "jdbc/registry"), Map.of()))
                .isTrue();
        assertThat(required(Map.of(), Map.of("SERVER_NAME", "blue"))).isFalse();
    }

    private static boolean required(Map<String, String> file, Map<String, String> environment) {
        return NodeSettings.from(file, environment, NodeSettings.DEFAULTS, problem -> {})
                .poller()
                .required();
    }

    @Test
    void anOldFileInLatin1IsRead() throws Exception {
        Files.write(
                folder.resolve("server.properties"), "serverName=z\u00fcrich\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(watch().settings().serverName()).isEqualTo("z\u00fcrich");
    }

    @Test
    void aRegistryFromTheEnvironmentIsNoProblemWhereTheFileNamesTheServer() throws Exception {
        write("serverName=old\n");
        try (LogCapture ear = LogCapture.on(SettingsWatch.class.getName())) {
            NodeSettings settings = watch(REGISTRY_IN_THE_ENVIRONMENT).settings();

            assertThat(settings.serverName()).isEqualTo("old");
            assertThat(settings.poller().registry()).hasToString("jdbc:postgresql://registry/site");
            assertThat(ear.sentences()).isEmpty();
        }
    }

    @Test
    void withoutAFileTheEnvironmentHoldsAndWhatItLacksIsTold() {
        try (LogCapture ear = LogCapture.on(SettingsWatch.class.getName())) {
            NodeSettings settings = watch(REGISTRY_IN_THE_ENVIRONMENT).settings();

            assertThat(settings.poller().registry()).hasToString("jdbc:postgresql://registry/site");
            assertThat(ear.sentences()).singleElement().asString().startsWith("serverName is not set");
        }
    }

    private SettingsWatch watch() {
        return watch(Map.of());
    }

    private SettingsWatch watch(Map<String, String> environment) {
        return new SettingsWatch(List.of(folder.resolve("server.properties")), environment);
    }

    private static boolean looks(SettingsWatch watch, int times) {
        boolean changed = false;
        for (int i = 0; i < times; i++) {
            changed |= watch.look();
        }
        return changed;
    }

    private Path write(String content) throws Exception {
        return Files.writeString(folder.resolve("server.properties"), content);
    }
}
