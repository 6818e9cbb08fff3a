package org.jettyferry.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jettyferry.blob.JettyLine;
import org.jettyferry.jetty.SessionColumn;

/** A session that the real code of Jetty writes and reads in the test itself, since its classes are those of Java. */
public final class SampleSession {
    public static final String ID = "node1sample0";

    private SampleSession() {}

    public static Map<String, Object> attributes() {
        List<Object> cart = new ArrayList<>(List.of("Rope", 2, "Lantern — ün ✓"));
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("user", "alice");
        attributes.put("cart", cart);
        attributes.put("same", cart);
        attributes.put("count", 5);
        attributes.put("much", "x".repeat(70_000));
        return attributes;
    }

    /** The session as a node of this line stores it. */
    public static StoredRow row(ReleaseFixture releaseFixture) throws Exception {
        StoredRow row = StoredRow.of(ID, written(releaseFixture, attributes()));
        return releaseFixture.generation() == 1 ? row.withRowId() : row.with(SessionColumn.MAX_INTERVAL, 1_800_000L);
    }

    /** Another one, as a node of 9.3 stores it. */
    public static StoredRow row(String id, Map<String, Object> attributes) throws Exception {
        return StoredRow.of(id, written(ReleaseFixture.JETTY_9_3, attributes)).withRowId();
    }

    public static byte[] written(ReleaseFixture releaseFixture, Map<String, Object> attributes) throws Exception {
        return switch (releaseFixture) {
            case JETTY_9_3 -> JettyLine.JETTY_9_3.write(attributes);
            case JETTY_9_4_8 -> JettyLine.writeUnmodifiable(attributes);
            case JETTY_9_4, JETTY_11 -> JettyLine.JETTY_9_4.write(attributes);
            case JETTY_12 -> JettyLine.JETTY_12_1.write(attributes);
        };
    }

    /** Reads a blob as a node of this line does. */
    public static Map<String, Object> read(ReleaseFixture releaseFixture, byte[] blob) throws Exception {
        JettyLine reader = switch (releaseFixture) {
            case JETTY_9_3, JETTY_9_4_8 -> JettyLine.JETTY_9_3; // both cast what they read to a map
            case JETTY_9_4, JETTY_11 -> JettyLine.JETTY_9_4;
            case JETTY_12 -> JettyLine.JETTY_12_1;
        };
        return new HashMap<>(reader.read(blob));
    }

    public static void assertRead(ReleaseFixture releaseFixture, byte[] blob) throws Exception {
        Map<String, Object> read = read(releaseFixture, blob);
        assertThat(read).isEqualTo(attributes());
        assertThat(read.get("same")).isSameAs(read.get("cart"));
    }
}
