package org.jettyferry.blob;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.jettyferry.jetty.BlobLayout;

/**
 * The codec migrates or refuses any bytes, and reads what it wrote. The test edits real blobs, mostly with bytes that
 * mean something in a stream; jqwik shrinks a failure to the fewest edits.
 */
class BlobFuzzTest {
    private static final List<byte[]> BLOBS = Corpus.rows()
            .map(Corpus.Row::blob)
            .filter(blob -> blob.length < 1500)
            .toList();

    private static final int PLACES = 10_000;

    private final BlobCodec codec = new BlobCodec(
            BlobOptions.DEFAULT.dropping(List.of("count", "a*")).renaming("com.acme", "org.example.renamed"));

    /** Replaces some bytes by others. */
    record Edit(int place, int removed, List<Byte> inserted) {
        byte[] apply(byte[] blob) {
            int at = (int) ((long) place * blob.length / PLACES);
            int end = Math.min(blob.length, at + removed);
            byte[] edited = new byte[at + inserted.size() + blob.length - end];
            System.arraycopy(blob, 0, edited, 0, at);
            for (int i = 0; i < inserted.size(); i++) {
                edited[at + i] = inserted.get(i);
            }
            System.arraycopy(blob, end, edited, at + inserted.size(), blob.length - end);
            return edited;
        }
    }

    @Property(tries = 3000, shrinking = ShrinkingMode.BOUNDED)
    void everyEditedBlobIsMigratedOrRefused(@ForAll("blobs") byte[] blob, @ForAll("edits") List<Edit> edits) {
        byte[] edited = blob;
        for (Edit edit : edits) {
            edited = edit.apply(edited);
        }
        requireMigratedOrRefused(edited);
    }

    @Property(tries = 1000)
    void anyBytesAreRefused(@ForAll byte[] bytes) {
        requireMigratedOrRefused(bytes);
    }

    @Provide
    Arbitrary<byte[]> blobs() {
        return Arbitraries.of(BLOBS);
    }

    @Provide
    Arbitrary<List<Edit>> edits() {
        Arbitrary<Byte> tag = Arbitraries.bytes().between((byte) 0x70, (byte) 0x7e);
        Arbitrary<Byte> small = Arbitraries.bytes().between((byte) 0, (byte) 9);
        Arbitrary<List<Byte>> inserted =
                Arbitraries.oneOf(tag, small, Arbitraries.bytes()).list().ofMaxSize(6);
        Arbitrary<Integer> place = Arbitraries.integers().between(0, PLACES - 1);
        return Combinators.combine(place, Arbitraries.integers().between(0, 6), inserted)
                .as(Edit::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(3);
    }

    private void requireMigratedOrRefused(byte[] blob) {
        for (BlobLayout target : new BlobLayout[] {BlobLayout.HASH_MAP, BlobLayout.ENTRIES}) {
            byte[] migrated;
            try {
                migrated = codec.transcode(blob, blob.length, target).toByteArray();
            } catch (BlobException refused) {
                continue;
            }
            assertThat(again(migrated, target)).isEqualTo(migrated);
        }
    }

    private byte[] again(byte[] migrated, BlobLayout target) {
        try {
            return codec.transcode(migrated, migrated.length, target).toByteArray();
        } catch (BlobException e) {
            throw new AssertionError("the codec refuses what it wrote", e);
        }
    }
}
