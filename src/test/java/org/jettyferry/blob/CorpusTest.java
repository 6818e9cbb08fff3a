package org.jettyferry.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.jetty.BlobLayout.ENTRIES;
import static org.jettyferry.jetty.BlobLayout.HASH_MAP;

import java.util.stream.Stream;
import org.jettyferry.jetty.BlobLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Blobs of real nodes are migrated in every direction, and change only where they have to. */
class CorpusTest {
    private final BlobCodec codec = new BlobCodec(BlobOptions.DEFAULT);

    static Stream<Corpus.Row> rows() {
        return Corpus.rows();
    }

    @Test
    void thereAreRowsOfEveryLayout() {
        assertThat(rows().map(row -> BlobLayout.of(row.blob())))
                .contains(BlobLayout.HASH_MAP, BlobLayout.UNMODIFIABLE_MAP, BlobLayout.ENTRIES)
                .doesNotContain(BlobLayout.UNKNOWN, BlobLayout.EMPTY)
                .hasSizeGreaterThan(100);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void isReadToItsEnd(Corpus.Row row) throws BlobException {
        BlobReport report = codec.inspect(row.blob(), row.blob().length);
        assertThat(report.layout()).isEqualTo(BlobLayout.of(row.blob()));
        assertThat(report.classes()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void staysTheSameInItsOwnLayout(Corpus.Row row) throws BlobException {
        BlobLayout layout = BlobLayout.of(row.blob());
        if (layout == BlobLayout.UNMODIFIABLE_MAP) {
            return;
        }
        Transcoded same = codec.transcode(row.blob(), row.blob().length, layout);
        if (same.changes().loaderFlags() == 0) {
            assertThat(same.toByteArray()).isEqualTo(row.blob());
        } else {
            assertThat(differences(same.toByteArray(), row.blob()))
                    .isEqualTo(same.changes().loaderFlags());
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void comesBackFromTheOtherLayout(Corpus.Row row) throws BlobException {
        byte[] entries = transcode(row.blob(), ENTRIES);
        byte[] map = transcode(row.blob(), HASH_MAP);
        // In the source an attribute may be the same object as the count, but not after the first way back.
        byte[] back = transcode(map, ENTRIES);
        assertThat(transcode(transcode(back, HASH_MAP), ENTRIES)).isEqualTo(back);
        if (BlobLayout.of(row.blob()) != ENTRIES) {
            assertThat(back).isEqualTo(entries);
        }
        assertThat(codec.inspect(map, map.length).attributes())
                .isEqualTo(codec.inspect(entries, entries.length).attributes());
    }

    private byte[] transcode(byte[] blob, BlobLayout target) throws BlobException {
        Transcoded transcoded = codec.transcode(blob, blob.length, target);
        assertThat(transcoded.changes().nullValues()).isZero();
        return transcoded.toByteArray();
    }

    private static int differences(byte[] one, byte[] other) {
        assertThat(one).hasSameSizeAs(other);
        int count = 0;
        for (int i = 0; i < one.length; i++) {
            count += one[i] == other[i] ? 0 : 1;
        }
        return count;
    }
}
