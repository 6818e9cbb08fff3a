package org.jettyferry.jdbc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of texts and bytes, one after the other. Not thread-safe. */
public final class Sha256 {
    private final MessageDigest digest;

    /** Begins with no text. */
    public Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Adds a text and returns this. */
    public Sha256 add(String text) {
        return add(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds bytes and returns this. */
    public Sha256 add(byte[] bytes) {
        digest.update(bytes);
        return this;
    }

    /** Returns the checksum in 64 hexadecimal digits, and begins anew. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
