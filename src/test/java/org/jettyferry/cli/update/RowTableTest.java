package org.jettyferry.cli.update;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How rows of a site look on the terminal. */
class RowTableTest {
    @Test
    void columnsAreAligned() {
        assertThat(RowTable.lines(
                        List.of("id", "n"),
                        List.of(
                                List.of(Optional.of("4711"), Optional.of("2")),
                                List.of(Optional.of("5"), Optional.empty()))))
                .containsExactly("id    n", "4711  2", "5     NULL");
    }

    @Test
    void noRowsNeedNoHeading() {
        assertThat(RowTable.lines(List.of("id"), List.of())).isEmpty();
    }

    @Test
    void aLongValueIsCutAndATerminalObeysNone() {
        assertThat(RowTable.plain("x".repeat(41))).isEqualTo("x".repeat(37) + "...");
        assertThat(RowTable.plain("x".repeat(40))).isEqualTo("x".repeat(40));
        assertThat(RowTable.plain("a\nb\u001b[2Jc\u202ed")).isEqualTo("a?b?[2Jc?d");
    }
}
