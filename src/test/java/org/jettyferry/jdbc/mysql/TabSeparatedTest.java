package org.jettyferry.jdbc.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The format of LOAD DATA; {@link BulkCopyIT} shows that the servers read it. */
class TabSeparatedTest {
    private final TabSeparated rows = new TabSeparated();

    @Test
    void separatesValuesByTabsAndRowsByLineEnds() throws IOException {
        rows.add(new Object[] {"a\tb\\", null, -1L, bytes("x\ny\0z")});
        rows.add(new Object[] {"é", 2L, null, new byte[0]});

        assertThat(written()).isEqualTo("a\\tb\\\\\t\\N\t-1\tx\\ny\\0z\né\t2\t\\N\t\n");
    }

    @Test
    void escapesSpecialBytesAtEveryPlaceOfABlob() throws IOException {
        for (int length = 1; length < 40; length++) {
            for (int at = 0; at < length; at++) {
                rows.clear();
                byte[] blob = bytes("a".repeat(length));
                blob[at] = 0;
                rows.add(new Object[] {blob});
                assertThat(written()).isEqualTo("a".repeat(at) + "\\0" + "a".repeat(length - at - 1) + "\n");
            }
        }
    }

    @Test
    void keepsAllOtherBytes() throws IOException {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        rows.add(new Object[] {all});

        assertThat(rows.stream().readAllBytes()).hasSize(256 + 4 + 1).contains(all[1], all[11], all[0x80], all[255]);
    }

    @Test
    void growsForALargerRow() throws IOException {
        rows.add(new Object[] {"small"});
        rows.clear();
        rows.add(new Object[] {new byte[1_000_000]});

        assertThat(rows.stream().readAllBytes()).hasSize(2_000_001);
    }

    private String written() throws IOException {
        return new String(rows.stream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
