package org.jettyferry.node.ticket;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The secrets that sign tickets: the first signs, all verify, so that they can be changed one after the other. Immutable. */
final class TicketKeys {
    private static final int LEAST = 32;
    private static final int LEAST_DIFFERENT = 8;
    private static final int MOST = 2;
    private static final int LARGEST_FILE = 64 * 1024;

    private final List<byte[]> keys;

    private TicketKeys(List<byte[]> keys) {
        this.keys = Collections.unmodifiableList(keys);
    }

    /**
     * Reads a file whose first line, or first two, are secrets.
     *
     * @throws IOException if it can't be read
     * @throws IllegalArgumentException if there is none in it, with a sentence that shows nothing of it
     */
    static TicketKeys read(Path file) throws IOException {
        if (Files.size(file) > LARGEST_FILE) {
            throw new IllegalArgumentException("it is too large for a file of keys");
        }
        return parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    }

    static TicketKeys parse(String text) {
        List<byte[]> keys = new ArrayList<>();
        for (String given : text.split("\\R", -1)) {
            String line = given.trim();
            if (!line.isEmpty() && line.charAt(0) != '#' && keys.size() < MOST) {
                keys.add(key(line, keys.size() + 1));
            }
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("it is empty");
        }
        return new TicketKeys(keys);
    }

    private static byte[] key(String line, int number) {
        if (line.length() < LEAST) {
            throw new IllegalArgumentException("key " + number + " has fewer than " + LEAST + " characters");
        }
        if (line.chars().distinct().count() < LEAST_DIFFERENT) {
            throw new IllegalArgumentException("key " + number + " has few different characters and may be guessed");
        }
        return line.getBytes(StandardCharsets.UTF_8);
    }

    byte[] signing() {
        return keys.get(0);
    }

    List<byte[]> all() {
        return keys;
    }
}
