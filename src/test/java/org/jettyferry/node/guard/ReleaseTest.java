package org.jettyferry.node.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseTest {
    @ParameterizedTest
    @CsvSource({
        "8.1.22.v20160922, 1, '', ferry downgrade --to 8.1.22",
        "9.3.30.v20211001, 1, '', ferry downgrade --to 9.3.30",
        "9.4.0.v20161208, 2, '', ferry upgrade --to 9.4.0",
        "11.0.26, 2, '', ferry upgrade --to 11.0.26",
        "12.0.31, 2, _, ferry upgrade --to 12.0.31",
        "12.1.12-SNAPSHOT, 2, _, ferry upgrade --to 12.1.12",
    })
    void tellsWhatItNeedsAndHowToGetIt(String version, int generation, String root, String command) {
        Release release = Release.parse(version).orElseThrow();

        assertThat(release.generation()).isEqualTo(generation);
        assertThat(release.root()).isEqualTo(root);
        assertThat(release.command()).isEqualTo(command);
    }

    @Test
    void isNotGuessed() {
        assertThat(Release.parse("")).isEmpty();
        assertThat(Release.parse("Apache Tomcat/9.0.1")).isEmpty();
    }
}
