package org.jettyferry.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaVersionTest {
    @Test
    void numbersAreComparedOneByOneAndNotAsText() {
        List<String> sorted = Stream.of("10", "7.10", "7.9", "9", "7", "0", "7.0.1", "123456789")
                .map(SchemaVersion::parse)
                .sorted()
                .map(SchemaVersion::toString)
                .toList();

        assertThat(sorted).containsExactly("0", "7", "7.0.1", "7.9", "7.10", "9", "10", "123456789");
    }

    @Test
    void zerosAtTheEndMakeNoDifference() {
        SchemaVersion seven = SchemaVersion.parse("7");

        assertThat(SchemaVersion.parse("7.0.0")).isEqualTo(seven).hasSameHashCodeAs(seven);
        assertThat(SchemaVersion.parse("7.0.0")).isEqualByComparingTo(seven).hasToString("7.0.0");
        assertThat(SchemaVersion.parse("07")).isEqualTo(seven);
        assertThat(SchemaVersion.parse("70")).isNotEqualTo(seven);
        assertThat(SchemaVersion.parse("7.0.1")).isNotEqualTo(seven);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "v7", "7.", ".7", "7..8", "-1", "7 ", "1.2.3.4.5.6.7", "1234567890", "٧"})
    void whatIsNoVersionIsRefused(String text) {
        assertThatThrownBy(() -> SchemaVersion.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + text + "\" is no version");
    }
}
