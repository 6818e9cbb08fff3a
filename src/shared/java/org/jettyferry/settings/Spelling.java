package org.jettyferry.settings;

import java.util.Locale;

/**
 * Measures how near a name is to a known one, whose {@code *} stands for a label. The measure is the edit distance of
 * Damerau and Levenshtein, ignoring case.
 */
final class Spelling {
    /** In a name shorter than this no edit is allowed: {@code user} and {@code users} are two words. */
    private static final int SHORT = 6;

    /** In a name shorter than this one edit is allowed, in others two. */
    private static final int LONG = 8;

    private Spelling() {}

    /** Returns the known name with the label of the given one. */
    static String corrected(String name, String known) {
        int star = known.indexOf('*');
        return star < 0 ? known : known.substring(0, star) + label(name, known) + known.substring(star + 1);
    }

    /** Returns the label: what is between as many dots in front and behind as the known name has around its star. */
    private static String label(String name, String known) {
        int star = known.indexOf('*');
        int from = end(name, dots(known.substring(0, star)));
        int to = start(name, dots(known.substring(star + 1)));
        return from < to ? name.substring(from, to) : "";
    }

    /**
     * Returns 0 for the name itself, 1 if only the case differs, else 1 plus the edits; the largest number for another
     * name.
     */
    static int nearness(String name, String known) {
        int star = known.indexOf('*');
        if (star < 0) {
            return distance(name, known);
        }
        String label = label(name, known);
        if (label.isEmpty()) {
            return Integer.MAX_VALUE;
        }
        int from = end(name, dots(known.substring(0, star)));
        int front = distance(name.substring(0, from), known.substring(0, star));
        int back = distance(name.substring(from + label.length()), known.substring(star + 1));
        return front == Integer.MAX_VALUE || back == Integer.MAX_VALUE ? Integer.MAX_VALUE : front + back;
    }

    private static int distance(String one, String other) {
        if (one.equals(other)) {
            return 0;
        }
        String lower = one.toLowerCase(Locale.ROOT);
        String otherLower = other.toLowerCase(Locale.ROOT);
        if (lower.equals(otherLower)) {
            return 1;
        }
        int most = other.length() < SHORT ? 0 : other.length() < LONG ? 1 : 2;
        int edits = Math.abs(one.length() - other.length()) > most ? Integer.MAX_VALUE : edits(lower, otherLower);
        return edits <= most ? 1 + edits : Integer.MAX_VALUE;
    }

    /** Returns how many letters are inserted, removed, replaced or exchanged with the next. */
    private static int edits(String one, String other) {
        int[][] cost = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, one, other, i, j);
            }
        }
        return cost[one.length()][other.length()];
    }

    private static int cheapest(int[][] cost, String one, String other, int i, int j) {
        boolean same = one.charAt(i - 1) == other.charAt(j - 1);
        int least = Math.min(cost[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean exchanged =
                i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
        return exchanged ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
    }

    private static int dots(String text) {
        return (int) text.chars().filter(c -> c == '.').count();
    }

    /** Returns the position after so many dots from the front; the end if there are fewer. */
    private static int end(String text, int dots) {
        int at = 0;
        for (int i = 0; i < dots && at >= 0; i++) {
            at = text.indexOf('.', at) + 1;
            at = at == 0 ? Integer.MIN_VALUE : at;
        }
        return at < 0 ? text.length() : at;
    }

    /** Returns the position of that many dots from the back; the end for none. */
    private static int start(String text, int dots) {
        int at = text.length();
        for (int i = 0; i < dots && at >= 0; i++) {
            at = text.lastIndexOf('.', at - 1);
        }
        return Math.max(at, 0);
    }
}
