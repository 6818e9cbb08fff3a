package org.jettyferry.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jettyferry.blob.BlobCodec;
import org.jettyferry.blob.BlobException;
import org.jettyferry.blob.BlobOptions;
import org.jettyferry.jetty.BlobLayout;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Compares the codec with what it replaces: reading every object and writing it again. The same sessions, from layout
 * HASH_MAP to ENTRIES; the column {@code bytes} is bytes of blob a second.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class CodecBenchmark {
    private static final int SESSIONS = 64;

    /** How much is in a session: attributes of a login, a cart of so many lines. */
    @Param({"3", "40"})
    int lines;

    private final BlobCodec codec = new BlobCodec(BlobOptions.DEFAULT);
    private final List<byte[]> blobs = new ArrayList<>();
    private int next;

    /** Bytes of blob that were migrated. */
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    @State(Scope.Thread)
    public static class Volume {
        public long bytes;
    }

    /** One line of a cart. */
    static final class Line implements Serializable {
        private static final long serialVersionUID = 1;

        final String article;
        final int quantity;
        final BigDecimal price;
        final Date added;
        final List<String> tags;

        Line(String article, int quantity, BigDecimal price, Date added, List<String> tags) {
            this.article = article;
            this.quantity = quantity;
            this.price = price;
            this.added = added;
            this.tags = tags;
        }
    }

    @Setup
    public void writeSessions() throws IOException {
        Random random = new Random(1);
        for (int i = 0; i < SESSIONS; i++) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(session(random));
            }
            blobs.add(bytes.toByteArray());
        }
    }

    private Map<String, Object> session(Random random) {
        List<Line> cart = new ArrayList<>();
        for (int i = 0; i < lines; i++) {
            String article = "article number " + random.nextInt(100_000);
            BigDecimal price = BigDecimal.valueOf(random.nextInt(100_000), 2);
            cart.add(new Line(article, i, price, new Date(random.nextLong()), new ArrayList<>(List.of("new", "red"))));
        }
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("user", "alice@example.org");
        attributes.put("token", UUID.randomUUID());
        attributes.put("since", LocalDateTime.of(2026, 11, 22, 10, 0));
        attributes.put("locale", "de-DE");
        attributes.put("settings", new LinkedHashMap<>(Map.of("theme", "dark", "pageSize", 50, "tips", true)));
        attributes.put("avatar", new byte[lines * 20]);
        attributes.put("cart", cart);
        return attributes;
    }

    private byte[] nextBlob(Volume volume) {
        byte[] blob = blobs.get(next++ % SESSIONS);
        volume.bytes += blob.length;
        return blob;
    }

    @Benchmark
    public int codec(Volume volume) throws BlobException {
        byte[] blob = nextBlob(volume);
        return codec.transcode(blob, blob.length, BlobLayout.ENTRIES).length();
    }

    @Benchmark
    public int objects(Volume volume) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(nextBlob(volume)));
                ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            Map<?, ?> attributes = (Map<?, ?>) in.readObject();
            out.writeObject(attributes.size());
            for (Map.Entry<?, ?> entry : attributes.entrySet()) {
                out.writeUTF((String) entry.getKey());
                out.writeBoolean(false);
                out.writeObject(entry.getValue());
            }
        }
        return bytes.size();
    }
}
