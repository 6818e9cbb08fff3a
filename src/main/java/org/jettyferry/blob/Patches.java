package org.jettyferry.blob;

import java.util.ArrayList;
import java.util.List;

/** Replacements for bytes of the source, by number; an event says where each belongs. */
final class Patches {
    private final List<Integer> lengths = new ArrayList<>();
    private final List<byte[]> replacements = new ArrayList<>();

    void clear() {
        lengths.clear();
        replacements.clear();
    }

    /** Adds a replacement for so many bytes of the source, and returns its number. */
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
