package org.jettyferry.jetty;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A release of Jetty from 7.0 on, as far as it matters for stored sessions. The date or qualifier of a release says
 * nothing about its rows and is not kept. A line newer than every known one is treated like the newest known one and is
 * {@link #isUntested() untested}. Immutable.
 *
 * <p>To add a line of Jetty, change {@link #newest()}, {@link #newestLines()} and the constants of the newest tested
 * line. If its rows differ from those of the line before, change {@link RowConventions} too.
 */
public final class JettyRelease implements Comparable<JettyRelease> {
    /** What people write: a line, a major version or an exact release. */
    private static final Pattern TEXT =
            Pattern.compile("v?(\\d{1,2})(?:\\.(\\d{1,3})(?:\\.(\\d{1,4})(?:\\.v\\d{8})?)?)?");

    /** What a running Jetty calls itself, which may be a milestone, candidate or snapshot. */
    private static final Pattern VERSION = Pattern.compile("(\\d{1,2})\\.(\\d{1,3})\\.(\\d{1,4})(?:[.-].*)?");

    private static final Comparator<JettyRelease> ORDER = Comparator.comparingInt(JettyRelease::major)
            .thenComparingInt(JettyRelease::minor)
            .thenComparingInt(JettyRelease::micro);

    /** The newest release of each line when this was written. A line without a micro version stands for it. */
    private static final Map<String, Integer> NEWEST = newest();

    /** What a major version alone stands for. 9 is missing on purpose: 9.3 and 9.4 have different tables. */
    private static final Map<Integer, Integer> NEWEST_LINE = newestLines();

    /** The newest line that was tested. Newer lines are assumed to have the same rows. */
    private static final int TESTED_MAJOR = 12;

    private static final int TESTED_MINOR = 1;

    private final int major;
    private final int minor;
    private final int micro;

    private JettyRelease(int major, int minor, int micro) {
        this.major = major;
        this.minor = minor;
        this.micro = micro;
    }

    /**
     * Reads a release as people write it: {@code 9.4}, {@code 9.4.8}, {@code 9.4.58.v20250814}, {@code 12}, {@code
     * v9.2.30}. A line without a micro version stands for the newest release of that line. A line newer than {@code
     * 12.1} is accepted too, but is {@link #isUntested() untested}.
     *
     * @param text what was written
     * @return the release
     * @throws IllegalArgumentException if the text is not a known release; the message lists the known ones
     */
    public static JettyRelease parse(String text) {
        Matcher parts = TEXT.matcher(text.trim());
        if (!parts.matches()) {
            throw unknown(text);
        }
        int major = Integer.parseInt(parts.group(1));
        Integer minor = parts.group(2) == null ? newestMinor(major) : Integer.valueOf(parts.group(2));
        if (minor == null || !isLine(major, minor)) {
            throw unknown(text);
        }
        int micro =
                parts.group(3) == null ? NEWEST.getOrDefault(line(major, minor), 0) : Integer.parseInt(parts.group(3));
        return new JettyRelease(major, minor, micro);
    }

    /**
     * Reads what a running Jetty calls itself: {@code 9.4.58.v20250814}, {@code 12.1.12}, {@code 12.1.13-SNAPSHOT}.
     *
     * @param version its version, with all three numbers
     * @return the release; empty if its line is neither known nor newer than the known ones
     */
    public static Optional<JettyRelease> running(String version) {
        Matcher parts = VERSION.matcher(version.trim());
        if (!parts.matches()) {
            return Optional.empty();
        }
        int major = Integer.parseInt(parts.group(1));
        int minor = Integer.parseInt(parts.group(2));
        return isLine(major, minor)
                ? Optional.of(new JettyRelease(major, minor, Integer.parseInt(parts.group(3))))
                : Optional.empty();
    }

    /** Returns the major version, for example 9. */
    public int major() {
        return major;
    }

    /** Returns the minor version, for example 4. */
    public int minor() {
        return minor;
    }

    /** Returns the micro version, for example 58. */
    public int micro() {
        return micro;
    }

    /**
     * Returns whether this is the given release or a later one.
     *
     * @param major the major version to compare with
     * @param minor the minor version to compare with
     * @param micro the micro version to compare with
     * @return true if this release is not older
     */
    public boolean isAtLeast(int major, int minor, int micro) {
        return compareTo(new JettyRelease(major, minor, micro)) >= 0;
    }

    /** Returns whether both are of one line, for example 9.4. */
    public boolean isSameLine(JettyRelease other) {
        return major == other.major && minor == other.minor;
    }

    /**
     * Returns whether the line of this release is newer than every tested one.
     *
     * @return true for 12.2, 13 and later
     */
    public boolean isUntested() {
        return isNewer(major, minor);
    }

    /** Returns whether this release is newer than every known one of its line. */
    public boolean newerThanKnown() {
        return micro > NEWEST.getOrDefault(line(major, minor), micro);
    }

    /**
     * Returns a warning for the user of an untested release.
     *
     * @return one sentence; empty if the release is not {@link #isUntested() untested}
     */
    public Optional<String> warning() {
        return isUntested()
                ? Optional.of("Jetty " + line(major, minor) + " is newer than this Ferry; its rows are assumed to be "
                        + "those of " + line(TESTED_MAJOR, TESTED_MINOR) + ".")
                : Optional.empty();
    }

    @Override
    public int compareTo(JettyRelease other) {
        return ORDER.compare(this, other);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JettyRelease && compareTo((JettyRelease) other) == 0;
    }

    @Override
    public int hashCode() {
        return (major * 1000 + minor) * 10_000 + micro;
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + micro;
    }

    private static boolean isLine(int major, int minor) {
        return NEWEST.containsKey(line(major, minor)) || isNewer(major, minor);
    }

    private static boolean isNewer(int major, int minor) {
        return major > TESTED_MAJOR || (major == TESTED_MAJOR && minor > TESTED_MINOR);
    }

    private static @Nullable Integer newestMinor(int major) {
        return major > TESTED_MAJOR ? Integer.valueOf(0) : NEWEST_LINE.get(major);
    }

    private static String line(int major, int minor) {
        return major + "." + minor;
    }

    private static IllegalArgumentException unknown(String text) {
        String majors = NEWEST_LINE.keySet().toString();
        String hint =
                text.trim().matches("v?9") ? "9 alone is not enough, because 9.3 and 9.4 have different tables. " : "";
        return new IllegalArgumentException("Unknown Jetty release: \"" + text + "\". " + hint
                + "Give a line (" + String.join(", ", NEWEST.keySet())
                + "), a major version (" + majors.substring(1, majors.length() - 1)
                + ") or an exact release such as 9.4.8 or 9.4.58.v20250814.");
    }

    private static Map<Integer, Integer> newestLines() {
        Map<Integer, Integer> lines = new LinkedHashMap<>();
        lines.put(7, 6);
        lines.put(8, 1);
        lines.put(10, 0);
        lines.put(11, 0);
        lines.put(12, 1);
        return lines;
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
