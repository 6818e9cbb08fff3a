package org.jettyferry.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionRangeTest {
    @ParameterizedTest
    @CsvSource({
        "5..7, 5, true",
        "5..7, 7, true",
        "5..7, 7.0, true",
        "5..7, 6.99, true",
        "5..7, 4.9, false",
        "5..7, 7.1, false",
        "5..7, 70, false",
        "5.., 5, true",
        "5.., 999, true",
        "5.., 4, false",
        "..7, 0, true",
        "..7, 8, false",
        "7, 7.0.0, true",
        "7, 7.1, false",
        "7, 6, false",
        "any, 0, true",
        "7.2 .. 7.10, 7.9, true"
    })
    void bothEndsBelongToARange(String range, String version, boolean contained) {
        assertThat(VersionRange.parse(range).contains(SchemaVersion.parse(version)))
                .isEqualTo(contained);
    }

    @ParameterizedTest
    @CsvSource({
        "7..5, comes after its last",
        ".., has no end",
        "5...7, is no version",
        "5-7, is no version",
        "'', is no version",
        "none, is no version",
        "'5..7,9', is no version"
    })
    void whatIsNoRangeIsRefused(String text, String why) {
        assertThatThrownBy(() -> VersionRange.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource({
        "5..7, 6..9, 6..7",
        "5..7, any, 5..7",
        "5.., ..7, 5..7",
        "5..7, 7, 7",
        "5..6, 7..8, none",
        "any, any, any",
        "..7, ..6, ..6"
    })
    void twoRangesHaveTheirCommonVersions(String one, String other, String both) {
        VersionRange range = VersionRange.parse(one).and(VersionRange.parse(other));

        assertThat(range).hasToString(both);
        assertThat(VersionRange.parse(other).and(VersionRange.parse(one))).hasToString(both);
        assertThat(range.isEmpty()).isEqualTo(both.equals("none"));
    }

    @Test
    void nothingIsInAnEmptyRange() {
        VersionRange none = VersionRange.parse("5").and(VersionRange.parse("7"));

        assertThat(none.contains(SchemaVersion.parse("6"))).isFalse();
        assertThat(none.and(VersionRange.ANY).isEmpty()).isTrue();
    }

    @Test
    void aRangeKnowsWhatIsBeforeIt() {
        VersionRange range = VersionRange.parse("5..7");

        assertThat(range.isAfter(SchemaVersion.parse("4"))).isTrue();
        assertThat(range.isAfter(SchemaVersion.parse("5"))).isFalse();
        assertThat(range.isAfter(SchemaVersion.parse("8"))).isFalse();
        assertThat(VersionRange.ANY.isAfter(SchemaVersion.parse("0"))).isFalse();
    }
}
