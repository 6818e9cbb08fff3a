package org.jettyferry.jetty;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The character rules behind {@link PathRule}, as Jetty's {@code StringUtil} and {@code URIUtil} apply them. The test
 * compares them with the real code of Jetty on random paths.
 */
final class PathForms {
    private static final String UNSAFE_IN_FILE_NAMES = "|></&\\.:=\",*?! ";
    private static final String ENCODED_IN_PATHS = "%?;#\"'<> [\\]^`{|}";
    private static final String UNSAFE_IN_URIS = "\"#%;<>?[\\]^`{|} ";

    private PathForms() {}

    /**
     * Does what {@code JDBCSessionManager.canonicalize} (9.3) and {@code SessionContext.canonicalize} (up to 9.4.19)
     * do.
     */
    static String replace(String path) {
        return path.replace('/', '_').replace('.', '_').replace('\\', '_');
    }

    /** Does what {@code StringUtil.sanitizeFileSystemName} does. */
    static String sanitise(String path) {
        StringBuilder name = new StringBuilder(path.length());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            name.append(c <= 0x1F || c >= 0x7F || UNSAFE_IN_FILE_NAMES.indexOf(c) >= 0 ? '_' : c);
        }
        return name.toString();
    }

    /**
     * Does what {@code URIUtil.encodePath} of 9.4.58 does. Up to 9.4.56 control characters stayed, but no context path
     * has any.
     */
    static String encode(String path) {
        StringBuilder encoded = new StringBuilder(path.length() + 16);
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            if (b <= 0x1F || b == 0x7F || ENCODED_IN_PATHS.indexOf(b) >= 0) {
                appendEscape(encoded, b);
            } else {
                encoded.append((char) b);
            }
        }
        return encoded.toString();
    }

    /**
     * Does what {@code URIUtil.canonicalPath} of Jetty 12 does: it takes the configured path for an encoded one, so
     * escapes of safe characters are resolved and path parameters are removed.
     */
    static String canonicalise(String path) {
        StringBuilder canonical = new StringBuilder(path.length() + 16);
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == ';') {
                int slash = path.indexOf('/', i);
                i = (slash < 0 ? path.length() : slash) - 1;
            } else if (c == '%' && isEscape(path, i)) {
                i = copyEscapes(path, i, canonical) - 1;
            } else {
                appendSafe(canonical, c);
            }
        }
        return canonical.toString();
    }

    /** Resolves every escape; all other characters stay. */
    static String decode(String path) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(path.length());
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) == '%' && isEscape(path, i)) {
                bytes.write(escaped(path, i));
                i += 2;
            } else {
                byte[] plain = path.substring(i, i + 1).getBytes(StandardCharsets.UTF_8);
                bytes.write(plain, 0, plain.length);
            }
        }
        return text(bytes);
    }

    static boolean isEscape(String path, int at) {
        return at + 2 < path.length()
                && Character.digit(path.charAt(at + 1), 16) >= 0
                && Character.digit(path.charAt(at + 2), 16) >= 0;
    }

    private static int copyEscapes(String path, int from, StringBuilder canonical) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int at = from;
        while (at < path.length() && path.charAt(at) == '%' && isEscape(path, at)) {
            bytes.write(escaped(path, at));
            at += 3;
        }
        String text = text(bytes);
        for (int i = 0; i < text.length(); i++) {
            // An escaped slash is not a separator and must stay escaped.
            if (text.charAt(i) == '/') {
                appendEscape(canonical, (byte) '/');
            } else {
                appendSafe(canonical, text.charAt(i));
            }
        }
        return at;
    }

    private static String text(ByteArrayOutputStream bytes) {
        return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
    }

    private static int escaped(String path, int at) {
        return Integer.parseInt(path.substring(at + 1, at + 3), 16);
    }

    private static void appendSafe(StringBuilder text, char c) {
        if (c <= 0x1F || c == 0x7F || UNSAFE_IN_URIS.indexOf(c) >= 0) {
            appendEscape(text, (byte) c);
        } else {
            text.append(c);
        }
    }

    private static void appendEscape(StringBuilder text, byte b) {
        text.append('%')
                .append(Character.toUpperCase(Character.forDigit((b >> 4) & 0xF, 16)))
                .append(Character.toUpperCase(Character.forDigit(b & 0xF, 16)));
    }
}
