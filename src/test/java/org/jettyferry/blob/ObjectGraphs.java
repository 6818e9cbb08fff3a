package org.jettyferry.blob;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.util.Map;
import java.util.TreeMap;

/**
 * Compares what was read: two sessions are the same if Java writes them the same, shared references and cycles
 * included.
 */
final class ObjectGraphs {
    private ObjectGraphs() {}

    /** The values in the order of their names, and the names. Names are not objects of the session to share. */
    static byte[] canonical(Map<String, Object> session) throws IOException {
        TreeMap<String, Object> sorted = new TreeMap<>(session);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            for (String name : sorted.keySet()) {
                out.writeObject(name.toCharArray());
            }
            out.writeObject(sorted.values().toArray());
        }
        return bytes.toByteArray();
    }
}
