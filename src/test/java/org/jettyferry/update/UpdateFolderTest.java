package org.jettyferry.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jettyferry.jdbc.OperatorException;
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
        assertThat(read(UPDATES).changeLogs()).containsExactly("a.sql");
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
    @ValueSource(strings = {"", "version: 7\n", "updates: a.sql\n", UPDATES + "versions: 7\n", "- a.sql\n"})
    void anotherFormIsRefused(String content) {
        assertThatThrownBy(() -> read(content))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("it must have the key updates with a list");
    }

    private UpdateFolder read(String content) throws IOException {
        Files.writeString(folder.resolve("a.sql"), "--liquibase formatted sql\n");
        Files.writeString(folder.resolve("updates.yaml"), content);
        return UpdateFolder.read(folder);
    }
}
