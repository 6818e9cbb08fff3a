package org.jettyferry.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.jetty.BlobLayout.ENTRIES;
import static org.jettyferry.jetty.BlobLayout.HASH_MAP;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jettyferry.jetty.BlobLayout;
import org.junit.jupiter.api.Test;

/** The real code of Jetty 9.3, 9.4 and 12.1 reads migrated blobs, and gets the same session. */
class ReadBackTest {
    /** How many random sessions: {@code -Dferry.sessions=10000} for a long run. */
    private static final int SESSIONS = Integer.getInteger("ferry.sessions", 120);

    private final BlobCodec codec = new BlobCodec(BlobOptions.DEFAULT);

    @Test
    void randomSessionsAreTheSameForEveryReader() throws Exception {
        for (long seed = 0; seed < SESSIONS; seed++) {
            Map<String, Object> session = SampleSessions.random(seed);
            for (byte[] blob : written(session)) {
                migrateAndCompare(blob, "seed " + seed);
            }
        }
    }

    private static List<byte[]> written(Map<String, Object> session) throws Exception {
        return List.of(
                JettyLine.JETTY_9_3.write(session),
                JettyLine.writeUnmodifiable(session),
                JettyLine.JETTY_9_4.write(session),
                JettyLine.JETTY_12_1.write(session));
    }

    private void migrateAndCompare(byte[] blob, String seed) throws Exception {
        BlobLayout layout = BlobLayout.of(blob);
        byte[] original = canonical(layout == ENTRIES ? JettyLine.JETTY_12_1 : JettyLine.JETTY_9_3, blob);
        byte[] entries = migrate(blob, ENTRIES, seed);
        byte[] map = migrate(blob, HASH_MAP, seed);
        assertThat(canonical(JettyLine.JETTY_9_3, map)).as(seed).isEqualTo(original);
        assertThat(canonical(JettyLine.JETTY_9_4, map)).as(seed).isEqualTo(original);
        assertThat(canonical(JettyLine.JETTY_9_4, entries)).as(seed).isEqualTo(original);
        assertThat(canonical(JettyLine.JETTY_12_1, entries)).as(seed).isEqualTo(original);
        if (layout == HASH_MAP) {
            assertThat(map).as(seed).isEqualTo(blob);
        }
        assertThat(migrate(map, ENTRIES, seed)).as(seed).hasSizeGreaterThan(80);
        assertThat(canonical(JettyLine.JETTY_12_1, migrate(map, ENTRIES, seed)))
                .as(seed)
                .isEqualTo(original);
        assertThat(canonical(JettyLine.JETTY_9_3, migrate(entries, HASH_MAP, seed)))
                .as(seed)
                .isEqualTo(original);
    }

    private byte[] migrate(byte[] blob, BlobLayout target, String seed) {
        try {
            return codec.transcode(blob, blob.length, target).toByteArray();
        } catch (BlobException e) {
            throw new AssertionError(seed + " to " + target, e);
        }
    }

    private static byte[] canonical(JettyLine line, byte[] blob) throws Exception {
        return ObjectGraphs.canonical(new HashMap<>(line.read(blob)));
    }
}
