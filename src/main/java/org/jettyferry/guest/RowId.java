package org.jettyferry.guest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The key of a row of generation 1. */
final class RowId {
    private RowId() {}

    /** Returns the key if it fits into the column, else as much of its digest as fits. */
    static String fitting(String usual, int width) {
        if (width <= 0 || usual.length() <= width) {
            return usual;
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(usual.getBytes(StandardCharsets.UTF_8));
            String text = HexFormat.of().formatHex(digest);
            return text.substring(0, Math.min(width, text.length()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
