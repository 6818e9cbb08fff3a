package org.jettyferry.session;

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
    @ValueSource(strings = {"13", "abc", "", "6.1", "9.5", "9.4.x", "12.2", "10.1", "9.4.8.1", "-1", "9.4.8-SNAPSHOT"})
    void anythingElseIsRefusedWithWhatIsUnderstood(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JettyRelease.parse(text))
                .withMessageContaining("\"" + text + "\"")
                .withMessageContaining("9.3, 9.4, 10.0, 11.0, 12.0, 12.1");
    }

    @Test
    void nineAloneIsRefusedBecauseItsLinesDiffer() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JettyRelease.parse("9"))
                .withMessageContaining("9.3 and 9.4 keep different tables");
    }

    @Test
    void releasesAreInOrder() {
        assertThat(JettyRelease.parse("9.4.8")).isLessThan(JettyRelease.parse("9.4.13"));
        assertThat(JettyRelease.parse("9.4")).isLessThan(JettyRelease.parse("10.0.0"));
        assertThat(JettyRelease.parse("12.0").isAtLeast(12, 0, 0)).isTrue();
        assertThat(JettyRelease.parse("11").isAtLeast(12, 0, 0)).isFalse();
    }
}
