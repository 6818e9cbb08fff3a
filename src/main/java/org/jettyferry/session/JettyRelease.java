package org.jettyferry.session;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A release of Jetty, 7.0 to 12.1, as far as it matters for stored sessions: the date or qualifier of a release says
 * nothing about its rows and is not kept.
 *
 * @param major the major version, for example 9
 * @param minor the minor version, for example 4
 * @param micro the micro version, for example 58
 */
public record JettyRelease(int major, int minor, int micro) implements Comparable<JettyRelease> {
    private static final Pattern TEXT =
            Pattern.compile("v?(\\d{1,3})(?:\\.(\\d{1,3})(?:\\.(\\d{1,4})(?:\\.v\\d{8})?)?)?");
    private static final Comparator<JettyRelease> ORDER = Comparator.comparingInt(JettyRelease::major)
            .thenComparingInt(JettyRelease::minor)
            .thenComparingInt(JettyRelease::micro);

    /** The newest release of each line when this was written; a line named without its micro version stands for it. */
    private static final Map<String, Integer> NEWEST = newest();

    /** What a major version alone stands for. 9 is absent on purpose: 9.3 and 9.4 keep different tables. */
    private static final Map<Integer, Integer> NEWEST_LINE = Map.of(7, 6, 8, 1, 10, 0, 11, 0, 12, 1);

    /**
     * Makes a release.
     *
     * @throws IllegalArgumentException if Jetty has no such line
     */
    public JettyRelease {
        if (!NEWEST.containsKey(line(major, minor)) || micro < 0) {
            throw notUnderstood(major + "." + minor + "." + micro);
        }
    }

    /**
     * Reads a release as people write it: {@code 9.4}, {@code 9.4.8}, {@code 9.4.58.v20250814}, {@code 12},
     * {@code v9.2.30}. A line given without its micro version stands for the newest release of that line.
     *
     * @param text what was written
     * @return the release
     * @throws IllegalArgumentException if the text is no release that is understood here; the message lists what is
     */
    public static JettyRelease parse(String text) {
        Matcher parts = TEXT.matcher(text.strip());
        if (!parts.matches()) {
            throw notUnderstood(text);
        }
        int major = Integer.parseInt(parts.group(1));
        Integer minor = parts.group(2) == null ? NEWEST_LINE.get(major) : Integer.valueOf(parts.group(2));
        Integer newest = minor == null ? null : NEWEST.get(line(major, minor));
        if (minor == null || newest == null) {
            throw notUnderstood(text);
        }
        return new JettyRelease(major, minor, parts.group(3) == null ? newest : Integer.parseInt(parts.group(3)));
    }

    /**
     * Whether this is the given release or a later one.
     *
     * @param major the major version to compare with
     * @param minor the minor version to compare with
     * @param micro the micro version to compare with
     * @return true if this release is not older
     */
    public boolean isAtLeast(int major, int minor, int micro) {
        return compareTo(new JettyRelease(major, minor, micro)) >= 0;
    }

    /** Whether its line had no such release yet when this was written. */
    public boolean newerThanKnown() {
        return micro > NEWEST.getOrDefault(line(major, minor), micro);
    }

    @Override
    public int compareTo(JettyRelease other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + micro;
    }

    private static String line(int major, int minor) {
        return major + "." + minor;
    }

    private static IllegalArgumentException notUnderstood(String text) {
        String hint =
                text.strip().matches("v?9") ? "9 alone is not enough, because 9.3 and 9.4 keep different tables. " : "";
        return new IllegalArgumentException("Not a Jetty release that is understood here: \"" + text + "\". " + hint
                + "Give a line (" + String.join(", ", NEWEST.keySet())
                + "), a major version (7, 8, 10, 11, 12) or an exact release such as 9.4.8 or 9.4.58.v20250814.");
    }

    private static Map<String, Integer> newest() {
        Map<String, Integer> lines = new LinkedHashMap<>();
        int[] newestOfSeven = {2, 6, 2, 1, 5, 4, 21};
        for (int minor = 0; minor < newestOfSeven.length; minor++) {
            lines.put(line(7, minor), newestOfSeven[minor]);
        }
        lines.put("8.0", 4);
        lines.put("8.1", 22);
        lines.put("8.2", 0);
        lines.put("9.0", 7);
        lines.put("9.1", 6);
        lines.put("9.2", 30);
        lines.put("9.3", 30);
        lines.put("9.4", 58);
        lines.put("10.0", 26);
        lines.put("11.0", 26);
        lines.put("12.0", 39);
        lines.put("12.1", 14);
        return lines;
    }
}
