package org.jettyferry.registry;

/** A pattern as people write it, {@code *} for any characters and {@code ?} for one, as SQL wants it. */
final class Wildcards {
    /** Follows the pattern in the statement. */
    static final String LIKE = " like ? escape '!'";

    private Wildcards() {}

    /** The right side of a LIKE; all else than the two wildcards stands for itself. */
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
