package org.jettyferry.jdbcurl;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A parameter with a secret in a JDBC URL: from the character before its name to the end of its value. */
final class Parameter {
    /** Drivers decode a percent-encoded name, so the name may hold escapes. */
    private static final Pattern NAME = Pattern.compile("([?&;(,])\\s*([\\w.%]*)\\s*=");

    private static final Pattern SECRET =
            Pattern.compile("(?i)[\\w.]*(?:password|passwd|pwd|passphrase|secret|token)\\d?");

    /** A value of SQL Server may be in braces, and then hold the semicolon that ends all others. */
    private static final Pattern BRACED = Pattern.compile("\\s*(?:\\{(?:[^}]|}})*+}?)?[^;]*");

    private final int start;
    private final int valueStart;
    private final int end;

    private Parameter(int start, int valueStart, int end) {
        this.start = start;
        this.valueStart = valueStart;
        this.end = end;
    }

    /** Returns the secret parameters of a text, in their order. */
    static List<Parameter> secretsIn(String text) {
        List<Parameter> secrets = new ArrayList<>();
        Matcher name = NAME.matcher(text);
        int from = 0;
        while (name.find(from)) {
            from = name.end();
            if (SECRET.matcher(decoded(name.group(2))).matches()) {
                from = valueEnd(text, name.group(1).charAt(0), name.end());
                secrets.add(new Parameter(name.start(), name.end(), from));
            }
        }
        return secrets;
    }

    /** Returns the position of the character before the name. */
    int start() {
        return start;
    }

    /** Returns the position after the equals sign. */
    int valueStart() {
        return valueStart;
    }

    /** Returns the position after the value. */
    int end() {
        return end;
    }

    /**
     * Returns the end of a value. The character before the name decides which one ends it; all others may be part of
     * it.
     */
    private static int valueEnd(String text, char before, int start) {
        switch (before) {
            case ';':
                Matcher value = BRACED.matcher(text).region(start, text.length());
                return value.lookingAt() ? value.end() : start;
            case '(':
                return firstOf(text, start, ")");
            case ',':
                return firstOf(text, start, ",)");
            default:
                return firstOf(text, start, "&");
        }
    }

    private static int firstOf(String text, int start, String ends) {
        int at = start;
        while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    private static String decoded(String name) {
        if (name.indexOf('%') < 0) {
            return name;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '%' && i + 2 < name.length() && digit(name, i + 1) >= 0 && digit(name, i + 2) >= 0) {
                bytes.write(digit(name, i + 1) * 16 + digit(name, i + 2));
                i += 2;
            } else {
                bytes.write(c);
            }
        }
        return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
    }

    private static int digit(String text, int at) {
        return Character.digit(text.charAt(at), 16);
    }
}
