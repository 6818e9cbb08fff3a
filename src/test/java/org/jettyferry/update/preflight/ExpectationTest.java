package org.jettyferry.update.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an answer must be, and what is said of one that is not. */
class ExpectationTest {
    @Test
    void eachRowIsAFaultWhereNoneIsExpected() {
        assertThat(new Expectation.NoRows().deviation(rows(0, "x"))).isEmpty();
        assertThat(new Expectation.NoRows().deviation(rows(1, "x"))).contains("1 row");
    }

    @ParameterizedTest
    @CsvSource({
        "3, 3, true",
        "3, 4, false",
        "= 3, 3, true",
        "!= 3, 3, false",
        "!= 3, 2, true",
        "< 3, 2, true",
        "< 3, 3, false",
        "<= 3, 3, true",
        "<= 3, 4, false",
        "> 3, 4, true",
        "> 3, 3, false",
        ">= 3, 3, true",
        ">=3, 2, false"
    })
    void rowsAreCounted(String comparison, int rows, boolean holds) {
        Expectation expected =
                new Expectation.RowCount(Comparison.parse(comparison).orElseThrow());

        assertThat(expected.deviation(rows(rows, "x")).isEmpty()).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource({"10, true", "10.00, true", "9.99, false", "-11, false", "ten, false"})
    void aNumberIsComparedAsANumber(String value, boolean holds) {
        Expectation expected =
                new Expectation.NumberIs(Comparison.parse(">= 10").orElseThrow());

        assertThat(expected.deviation(rows(1, value))).isEqualTo(holds ? Optional.empty() : Optional.of(value));
    }

    @Test
    void aValueIsExactlyThis() {
        Expectation expected = new Expectation.ValueIs("utf8mb4");

        assertThat(expected.deviation(rows(1, "utf8mb4"))).isEmpty();
        assertThat(expected.deviation(rows(1, "UTF8MB4"))).contains("UTF8MB4");
        assertThat(expected.deviation(rows(2, "utf8mb4"))).contains("2 rows");
        assertThat(expected.deviation(rows(0, ""))).contains("0 rows");
        assertThat(expected.deviation(new FoundRows(List.of("a"), List.of(List.of(Optional.empty())), 1)))
                .contains("NULL");
    }

    @Test
    void whatIsNoComparisonIsRefused() {
        assertThat(Comparison.parse("about 3")).isEmpty();
        assertThat(Comparison.parse("=> 3")).isEmpty();
        assertThat(Comparison.parse("")).isEmpty();
    }

    private static FoundRows rows(int count, String value) {
        return new FoundRows(List.of("a"), Collections.nCopies(count, List.of(Optional.of(value))), count);
    }
}
