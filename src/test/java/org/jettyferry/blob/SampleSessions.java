package org.jettyferry.blob;

import java.io.File;
import java.io.Serializable;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.text.SimpleDateFormat;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.Currency;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Properties;
import java.util.Random;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jettyferry.blob.SampleClasses.Bare;
import org.jettyferry.blob.SampleClasses.Color;
import org.jettyferry.blob.SampleClasses.Custom;
import org.jettyferry.blob.SampleClasses.External;
import org.jettyferry.blob.SampleClasses.FieldsBehind;
import org.jettyferry.blob.SampleClasses.Handler;
import org.jettyferry.blob.SampleClasses.Linked;
import org.jettyferry.blob.SampleClasses.Pair;
import org.jettyferry.blob.SampleClasses.Plain;
import org.jettyferry.blob.SampleClasses.Replaced;
import org.jettyferry.blob.SampleClasses.WithoutFields;
import org.jettyferry.blob.SampleClasses.WithoutFieldsButObjects;

/**
 * Random sessions: values of every kind, shared and cyclic across the attributes. The same seed makes the same session.
 */
final class SampleSessions {
    private static final int KINDS = 46;

    private final Random random;
    private final List<Object> shared = new ArrayList<>();

    private SampleSessions(long seed) {
        random = new Random(seed);
    }

    static Map<String, Object> random(long seed) {
        return new SampleSessions(seed).session();
    }

    private Map<String, Object> session() {
        Map<String, Object> attributes = new LinkedHashMap<>();
        int size = random.nextInt(12);
        for (int i = 0; i < size; i++) {
            attributes.put(name(i), value(0));
        }
        if (size > 0 && random.nextInt(4) == 0) {
            // The same object as the count in layout ENTRIES, since small Integers come from a cache.
            attributes.put("count", size + 1);
        }
        link();
        return attributes;
    }

    private String name(int i) {
        return switch (random.nextInt(12)) {
            case 0 -> "n".repeat(252 + random.nextInt(4)) + i;
            case 1 -> "l".repeat(1019 + random.nextInt(6)) + i;
            case 2 -> "x".repeat(3000) + i;
            case 3 -> "ünïcödé\u0000€" + i;
            default -> "attribute" + i;
        };
    }

    /** Makes cycles: each object that can refer to another gets a random one. */
    private void link() {
        for (Object one : shared) {
            if (one instanceof Linked linked && random.nextInt(3) == 0) {
                linked.link(shared.get(random.nextInt(shared.size())));
            }
        }
    }

    private Object value(int depth) {
        if (!shared.isEmpty() && random.nextInt(4) == 0) {
            return shared.get(random.nextInt(shared.size()));
        }
        int kind = random.nextInt(KINDS);
        Object value = kind < 20 ? simple(kind) : depth > 4 ? "deep" : compound(kind, depth + 1);
        shared.add(value);
        return value;
    }

    private Object simple(int kind) {
        return switch (kind) {
            case 0 -> random.nextInt();
            case 1 -> random.nextLong();
            case 2 -> random.nextInt(13);
            case 3 -> "text" + random.nextInt(5);
            case 4 -> "interned".intern();
            case 5 -> random.nextInt(20) == 0 ? "long€".repeat(20_000) : "short";
            case 6 -> random.nextInt(20) == 0 ? new byte[70_000] : bytes(random.nextInt(300));
            case 7 -> new BigDecimal("3.14").add(BigDecimal.valueOf(random.nextInt()));
            case 8 -> BigInteger.valueOf(random.nextLong());
            case 9 -> new UUID(random.nextLong(), random.nextLong());
            case 10 -> LocalDateTime.of(2026, 1 + random.nextInt(12), 1, 1, 1);
            case 11 -> ZonedDateTime.of(2026, 1, 1, 1, 1, 1, 1, ZoneId.of("Europe/Berlin"));
            case 12 -> Duration.ofMillis(random.nextInt());
            case 13 -> new Date(random.nextLong());
            case 14 -> Color.values()[random.nextInt(2)];
            case 15 -> random.nextBoolean() ? int[][].class : Plain.class;
            case 16 -> new WithoutFields(bytes(random.nextInt(400)));
            case 17 -> Locale.GERMANY;
            case 18 -> odd();
            default -> new Replaced("replaced" + random.nextInt());
        };
    }

    private Object odd() {
        List<Supplier<Object>> makers = List.of(
                () -> URI.create("http://example.org/" + random.nextInt()),
                () -> new File("/tmp/x"),
                () -> TimeZone.getTimeZone("Europe/Berlin"),
                () -> Currency.getInstance("EUR"),
                () -> BitSet.valueOf(new long[] {random.nextLong()}),
                () -> new StringBuilder("builder").append(random.nextInt()),
                () -> new StringBuffer("buffer"),
                () -> new AtomicLong(random.nextLong()),
                () -> new SimpleDateFormat("yyyy-MM-dd", Locale.ROOT),
                () -> new GregorianCalendar(2026, 1, 1),
                InetAddress::getLoopbackAddress,
                () -> Character.valueOf((char) random.nextInt(0xd000)),
                () -> new boolean[] {true, false},
                () -> new double[][] {{1, 2}, {}, null});
        return makers.get(random.nextInt(makers.size())).get();
    }

    private Object compound(int kind, int depth) {
        return switch (kind) {
            case 20 -> new ArrayList<>(values(depth));
            case 21 -> new LinkedList<>(values(depth));
            case 22 -> new HashMap<>(map(depth));
            case 23 -> new LinkedHashMap<>(map(depth));
            case 24 -> new TreeMap<>(map(depth));
            case 25 -> new ConcurrentHashMap<>(map(depth));
            case 26 -> new Hashtable<>(map(depth));
            case 27 -> new HashSet<>(map(depth).keySet());
            case 28 -> new TreeSet<>(map(depth).keySet());
            case 29 -> new Vector<>(values(depth));
            case 30 -> new ArrayDeque<>(values(depth));
            case 31 -> new CopyOnWriteArrayList<>(values(depth));
            case 32 -> new EnumMap<>(Map.of(Color.GREEN, value(depth)));
            case 33 -> EnumSet.of(Color.RED, Color.GREEN);
            case 34 -> Collections.unmodifiableMap(map(depth));
            case 35 -> Collections.synchronizedList(new ArrayList<>(values(depth)));
            case 36 -> values(depth).toArray();
            case 37 -> List.of(value(depth), value(depth));
            case 38 -> Arrays.asList(value(depth), "x");
            default -> own(kind, depth);
        };
    }

    private Object own(int kind, int depth) {
        return switch (kind) {
            case 39 -> new Plain(random.nextInt(), random.nextBoolean() ? null : "plain");
            case 40 -> random.nextBoolean() ? new Bare(1) : new Custom(random.nextInt(), value(depth));
            case 41 -> new External(value(depth));
            case 42 -> new Pair(value(depth), value(depth));
            case 43 ->
                random.nextBoolean()
                        ? new WithoutFieldsButObjects(value(depth), "two")
                        : new FieldsBehind(random.nextLong(), value(depth), bytes(random.nextInt(2000)), "text");
            case 44 ->
                Proxy.newProxyInstance(
                        SampleSessions.class.getClassLoader(),
                        new Class<?>[] {Comparable.class, Linked.class},
                        new Handler(value(depth)));
            default -> rare(depth);
        };
    }

    private Object rare(int depth) {
        return switch (random.nextInt(5)) {
            case 0 -> new IllegalStateException("message", new java.io.IOException("cause"));
            case 1 -> new PriorityQueue<>(List.of(3, 1, 2));
            case 2 -> {
                Properties properties = new Properties();
                properties.setProperty("key", "value");
                yield properties;
            }
            case 3 -> new TreeMap<String, Object>((Comparator<String> & Serializable) (a, b) -> b.compareTo(a));
            default -> new IdentityHashMap<>(Map.of("only", value(depth)));
        };
    }

    private List<Object> values(int depth) {
        List<Object> values = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            values.add(value(depth));
        }
        return values;
    }

    private Map<String, Object> map(int depth) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            map.put("key" + random.nextInt(9), value(depth));
        }
        return map;
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
