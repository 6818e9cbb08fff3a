package org.jettyferry.blob;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.util.Map;
import java.util.TreeMap;

/** Compares sessions: two are the same if Java writes the same bytes for them, with shared references and cycles. */
final class ObjectGraphs {
    private ObjectGraphs() {}

    /** Writes the names, then the values in the order of the names. Names are not objects of the session to share. */
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
