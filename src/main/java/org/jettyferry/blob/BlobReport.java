package org.jettyferry.blob;

import java.util.List;
import org.jettyferry.jetty.BlobLayout;

/**
 * Describes a blob without its values.
 *
 * @param layout its layout
 * @param attributes the names of its attributes, in order
 * @param classes the classes that its target must be able to load
 * @param depth how deep the objects are nested; beyond some 2000, Jetty's own reader may overflow its stack
 */
public record BlobReport(BlobLayout layout, List<String> attributes, List<StoredClass> classes, int depth) {
    /** Copies the lists. */
    public BlobReport {
        attributes = List.copyOf(attributes);
        classes = List.copyOf(classes);
    }

    /**
     * A class that is described in a blob.
     *
     * @param name its name, as {@code Class.getName} gives it; for a proxy its interfaces, joined by commas
     * @param serialVersionUid its serialVersionUID; 0 for a proxy and an enum
     */
    public record StoredClass(String name, long serialVersionUid) {}
}
