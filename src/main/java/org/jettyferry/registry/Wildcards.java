package org.jettyferry.registry;

/** Translates a pattern, {@code *} for any characters and {@code ?} for one, into a LIKE of SQL. */
final class Wildcards {
    /** Follows the pattern in the statement. */
    static final String LIKE = " like ? escape '!'";

    private Wildcards() {}

    /** Returns the right side of a LIKE. All characters but the two wildcards stand for themselves. */
    static String like(String pattern) {
        StringBuilder like = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char character = pattern.charAt(i);
            switch (character) {
                case '*' -> like.append('%');
                case '?' -> like.append('_');
                case '%', '_', '[', '!' -> like.append('!').append(character);
                default -> like.append(character);
            }
        }
        return like.toString();
    }
}
