package org.jettyferry.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jetty.JettyRelease;
import org.jettyferry.store.table.StoreNames;
import org.jettyferry.version.SchemaVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpdateFolderTest {
    private static final String UPDATES = "updates:\n  - changelog: a.sql\n";

    @TempDir
    Path folder;

    @Test
    void aFolderNeedsNoVersion() throws IOException {
        assertThat(read(UPDATES).version()).isEmpty();
        assertThat(read(UPDATES).updates()).containsExactly(new Update.ChangeLog("a.sql"));
    }

    /** YAML by itself would read 7.1, 8 and 3661. */
    @ParameterizedTest
    @ValueSource(strings = {"7", "7.10", "7.2.1", "010", "\"7\"", "'7.10'"})
    void theVersionIsReadAsItIsWritten(String version) throws IOException {
        assertThat(read("version: " + version + "\n" + UPDATES).version().map(SchemaVersion::toString))
                .contains(version.replaceAll("[\"']", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"new", "7.", "[7]", "{a: 7}", "1:1:1", ""})
    void whatIsNoVersionIsRefused(String version) {
        assertThatThrownBy(() -> read("version: " + version + "\n" + UPDATES))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("updates.yaml is not valid", "is no version");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "version: 7\n", "updates: a.sql\n", "- a.sql\n"})
    void anotherFormIsRefused(String content) {
        assertThatThrownBy(() -> read(content))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("it must have the key updates with a list");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "versions: 7",
                "notRevertible: maybe",
                "checks: a.sql",
                "checks: [a.sql]",
                "checks: [{check: b.yaml}]",
                "version: 7\nversion: 8"
            })
    void whatIsNotUnderstoodIsRefused(String line) {
        assertThatThrownBy(() -> read(UPDATES + line + "\n"))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("updates.yaml is not valid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "changelog: b.sql",
                "changelog: ../a.sql",
                "changelog: a.sql", // a second time
                "sessions: 5",
                "sessions: 12\n    names: {}",
                "sessions: 12\n    properties: SESS",
                "sessions: 12\n    properties: {jetty.session.jdbc.schema.tabel: SESS}",
                "column: no.yaml",
                "column: [a.sql]",
                "column: a.sql\n    name: a",
                "command: [sh]",
                "command: sh\n    name: a",
                "command: []\n    name: a",
                "command: [sh]\n    name: a\n    timeLimit: soon",
                "command: [sh]\n    name: a\n    timelimit: 1m",
                "command: [sh]\n    name: a\n    environment: [x]"
            })
    void anUpdateThatIsNotUnderstoodIsRefused(String update) {
        assertThatThrownBy(() -> read(UPDATES + "  - " + update + "\n"))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("updates.yaml is not valid");
    }

    @Test
    void aCommandHasANameAndATimeLimit() throws IOException {
        assertThat(read(UPDATES + "  - command: [sh, -c, x]\n    name: a\n    timeLimit: 1h30m\n    repeatable: true\n"
                                + "    environment: {MODE: 07}\n  - sessions: 9.4\n")
                        .updates())
                .containsExactly(
                        new Update.ChangeLog("a.sql"),
                        new Update.Command(
                                "a", List.of("sh", "-c", "x"), Duration.ofMinutes(90), Map.of("MODE", "07"), true),
                        new Update.Sessions(JettyRelease.parse("9.4"), StoreNames.defaults()));
    }

    private UpdateFolder read(String content) throws IOException {
        Files.writeString(folder.resolve("a.sql"), "--liquibase formatted sql\n");
        Files.writeString(folder.resolve("updates.yaml"), content);
        return UpdateFolder.read(folder);
    }
}
