package org.jettyferry.blob;

import java.util.ArrayList;
import java.util.List;

/** Bytes of the source that are to be replaced in the result, by number. */
final class Patches {
    private final List<Integer> lengths = new ArrayList<>();
    private final List<byte[]> replacements = new ArrayList<>();

    void clear() {
        lengths.clear();
        replacements.clear();
    }

    /** So many bytes of the source give way to these. */
    int add(int length, byte[] replacement) {
        lengths.add(length);
        replacements.add(replacement);
        return lengths.size() - 1;
    }

    int length(int number) {
        return lengths.get(number);
    }

    byte[] replacement(int number) {
        return replacements.get(number);
    }
}
