package org.jettyferry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.api.Test;

/** The commit in {@code ferry --version}. */
class SourceCommitTest {
    private static final String ID = "0123456789abcdef0123456789abcdef01234567";

    @Test
    void theCommitIsShort() {
        assertThat(SourceCommit.of(properties(ID, "false"))).contains("0123456789");
    }

    @Test
    void changesSinceTheCommitAreShown() {
        assertThat(SourceCommit.of(properties(ID, "true"))).contains("0123456789 with changes");
    }

    @Test
    void sourcesOfNoKnownCommitShowNone() {
        assertThat(SourceCommit.of(properties("unknown", "true"))).isEmpty();
        assertThat(SourceCommit.of(new Properties())).isEmpty();
    }

    private static Properties properties(String commit, String changed) {
        Properties properties = new Properties();
        properties.setProperty("commit", commit);
        properties.setProperty("changed", changed);
        return properties;
    }
}
