package org.jettyferry.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JettyReleaseTest {
    @ParameterizedTest
    @CsvSource({
        "9.3, 9.3.30",
        "9.4, 9.4.58",
        "9.4.8, 9.4.8",
        "9.4.58.v20250814, 9.4.58",
        "10, 10.0.26",
        "11, 11.0.26",
        "12, 12.1.14",
        "12.0, 12.0.39",
        "12.1, 12.1.14",
        "12.1.12, 12.1.12",
        "v9.2.30, 9.2.30",
        "7, 7.6.21",
        "8, 8.1.22",
        "' 9.4 ', 9.4.58"
    })
    void isReadAsPeopleWriteIt(String text, String release) {
        assertThat(JettyRelease.parse(text)).hasToString(release);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "", "6.1", "9.5", "9.4.x", "10.1", "121", "1.2", "9.4.8.1", "-1", "9.4.8-SNAPSHOT"})
    void anythingElseIsRefusedWithWhatIsUnderstood(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JettyRelease.parse(text))
                .withMessageContaining("\"" + text + "\"")
                .withMessageContaining("9.3, 9.4, 10.0, 11.0, 12.0, 12.1");
    }

    /** The guard of a future node prints a command that the tool of today must accept. */
    @ParameterizedTest
    @CsvSource({"12.2, 12.2.0", "12.2.3, 12.2.3", "13, 13.0.0", "13.1.0.v20270101, 13.1.0"})
    void aLineNewerThanAllIsTakenForTheNewestKnownOne(String text, String release) {
        JettyRelease newer = JettyRelease.parse(text);

        assertThat(newer).hasToString(release);
        assertThat(newer.isUntested()).isTrue();
        assertThat(newer.warning())
                .hasValueSatisfying(
                        warning -> assertThat(warning).contains("is newer than this Ferry", "those of 12.1"));
        RowConventions rows = RowConventions.of(newer);
        RowConventions known = RowConventions.of(JettyRelease.parse("12.1"));
        assertThat(rows).usingRecursiveComparison().ignoringFields("release").isEqualTo(known);
        assertThat(rows.sessionIndex()).isEqualTo(known.sessionIndex());
    }

    @ParameterizedTest
    @ValueSource(strings = {"9.4.58", "12.1", "12.1.99", "12.0", "7"})
    void aKnownLineIsTestedWhateverItsPatchVersion(String text) {
        assertThat(JettyRelease.parse(text).isUntested()).isFalse();
        assertThat(JettyRelease.parse(text).warning()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "9.4.58.v20250814, 9.4.58",
        "12.1.12, 12.1.12",
        "12.1.13-SNAPSHOT, 12.1.13",
        "12.0.0.alpha3, 12.0.0",
        "12.2.0, 12.2.0"
    })
    void whatARunningJettyCallsItselfIsUnderstood(String version, String release) {
        assertThat(JettyRelease.running(version)).map(JettyRelease::toString).contains(release);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12.1", "Apache Tomcat/9.0.1", "6.1.26", "9.5.0"})
    void whatIsNoJettyIsNotGuessed(String version) {
        assertThat(JettyRelease.running(version)).isEmpty();
    }

    @Test
    void nineAloneIsRefusedBecauseItsLinesDiffer() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JettyRelease.parse("9"))
                .withMessageContaining("9.3 and 9.4 have different tables");
    }

    @Test
    void releasesAreInOrder() {
        assertThat(JettyRelease.parse("9.4.8")).isLessThan(JettyRelease.parse("9.4.13"));
        assertThat(JettyRelease.parse("9.4")).isLessThan(JettyRelease.parse("10.0.0"));
        assertThat(JettyRelease.parse("12.0").isAtLeast(12, 0, 0)).isTrue();
        assertThat(JettyRelease.parse("11").isAtLeast(12, 0, 0)).isFalse();
    }
}
