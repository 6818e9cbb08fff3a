package org.jettyferry.node.ticket;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Formatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jettyferry.node.route.Place;
import org.jspecify.annotations.Nullable;

/** A ticket whose signature is good for its place. It has no text but the one that goes into the address. Immutable. */
final class Ticket {
    private static final int RANDOM_BYTES = 24;
    private static final int KEY_BYTES = 16; // Java 8 may refuse longer ones
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final Pattern SHAPE = Pattern.compile("([\\w-]{32})\\.([0-9]{1,12})\\.([\\w-]{43})");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] random;
    private final byte[] key;
    private final long expiry;
    private final Place place;

    private Ticket(byte[] random, byte[] key, long expiry, Place place) {
        this.random = random;
        this.key = key;
        this.expiry = expiry;
        this.place = place;
    }

    /** @param expiry in seconds since 1970 */
    static Ticket make(TicketKeys keys, long expiry, Place place) {
        byte[] random = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(random);
        return new Ticket(random, keys.signing(), expiry, place);
    }

    /**
     * Reads a ticket.
     *
     * @param text what came with a request
     * @param place where the request has come to
     * @param now in seconds since 1970
     * @param leeway seconds by which the clocks of two nodes may differ; the registry's clock decides on the rest
     * @return null if it is malformed, expired, signed by no key, or for another place
     */
    static @Nullable Ticket open(TicketKeys keys, String text, Place place, long now, int leeway) {
        Matcher parts = SHAPE.matcher(text);
        if (!parts.matches()) {
            return null;
        }
        byte[] random = Base64.getUrlDecoder().decode(parts.group(1));
        long expiry = Long.parseLong(parts.group(2));
        byte[] mac = decoded(parts.group(3));
        if (mac == null || expiry < now - leeway || expiry > now + leeway + TicketOffice.SECONDS) {
            return null;
        }
        for (byte[] key : keys.all()) {
            Ticket ticket = new Ticket(random, key, expiry, place);
            if (MessageDigest.isEqual(ticket.mac(), mac)) {
                return ticket;
            }
        }
        return null;
    }

    /** Decodes 43 characters; null if the last one has bits that are not part of the 32 bytes. */
    private static byte @Nullable [] decoded(String text) {
        byte[] bytes = Base64.getUrlDecoder().decode(text);
        return encoded(bytes).equals(text) ? bytes : null;
    }

    /** Returns what goes into the address. */
    String text() {
        return encoded(random) + '.' + expiry + '.' + encoded(mac());
    }

    /** Returns the name under which the registry has it, which does not reveal it. */
    String hash() {
        try (Formatter hex = new Formatter(Locale.ROOT)) {
            for (byte b : Mac256.hash(random)) {
                hex.format("%02x", b);
            }
            return hex.toString();
        }
    }

    /** Encrypts the id of a session so that only the holder of the ticket and of the key can read it. */
    String seal(String sessionId) {
        try {
            return encoded(cipher(Cipher.ENCRYPT_MODE).doFinal(sessionId.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the id of the session; empty if it was not sealed with this ticket, for this place. */
    Optional<String> unseal(String sealed) {
        try {
            byte[] plain =
                    cipher(Cipher.DECRYPT_MODE).doFinal(Base64.getUrlDecoder().decode(sealed));
            return Optional.of(new String(plain, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | ProviderException | IllegalArgumentException e) {
            return Optional.empty(); // a text shorter than the tag is a ProviderException to Java 17
        }
    }

    Place place() {
        return place;
    }

    /** The key is used for one message only, so the nonce may come from the same source. */
    private Cipher cipher(int mode) throws GeneralSecurityException {
        byte[] derived = Mac256.derived(random, key, "ferry-ticket session");
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                mode,
                new SecretKeySpec(Arrays.copyOf(derived, KEY_BYTES), "AES"),
                new GCMParameterSpec(TAG_BITS, Arrays.copyOfRange(derived, KEY_BYTES, KEY_BYTES + NONCE_BYTES)));
        cipher.updateAAD(Mac256.bytes(place));
        return cipher;
    }

    private byte[] mac() {
        byte[] time = Long.toString(expiry).getBytes(StandardCharsets.UTF_8);
        return Mac256.of(key, "ferry-ticket 1".getBytes(StandardCharsets.UTF_8), random, time, Mac256.bytes(place));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
