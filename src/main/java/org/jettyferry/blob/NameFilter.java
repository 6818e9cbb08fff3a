package org.jettyferry.blob;

import java.util.Arrays;
import java.util.List;

/** Selects the attributes to leave out, by name. Compares bytes, so that no name has to be decoded. */
final class NameFilter {
    private final byte[][] names;
    private final boolean[] prefix;

    NameFilter(List<String> patterns) {
        names = new byte[patterns.size()][];
        prefix = new boolean[patterns.size()];
        for (int i = 0; i < names.length; i++) {
            String pattern = patterns.get(i);
            prefix[i] = pattern.endsWith("*");
            names[i] = ModifiedUtf.encode(prefix[i] ? pattern.substring(0, pattern.length() - 1) : pattern);
        }
    }

    boolean matches(byte[] bytes, int from, int length) {
        for (int i = 0; i < names.length; i++) {
            int size = names[i].length;
            boolean fits = prefix[i] ? size <= length : size == length;
            if (fits && Arrays.equals(names[i], 0, size, bytes, from, from + size)) {
                return true;
            }
        }
        return false;
    }
}
