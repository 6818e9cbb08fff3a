package org.jettyferry.version;

import org.jspecify.annotations.Nullable;

/**
 * The schema versions that an application works with: {@code 5..7}, {@code 5..}, {@code ..7}, {@code 7} alone, or
 * {@code any}. Both ends belong to it. Immutable.
 */
public final class VersionRange {
    /** Every version; that of an application that declares none. */
    public static final VersionRange ANY = new VersionRange(null, null);

    private static final String DOTS = "..";

    private final @Nullable SchemaVersion least;
    private final @Nullable SchemaVersion most;

    private VersionRange(@Nullable SchemaVersion least, @Nullable SchemaVersion most) {
        this.least = least;
        this.most = most;
    }

    /**
     * Reads a range.
     *
     * @param text one of the forms above; blanks around its parts do not count
     * @throws IllegalArgumentException if it is no range; the message says why
     */
    public static VersionRange parse(String text) {
        String plain = text.trim();
        if (plain.equals("any")) {
            return ANY;
        }
        int dots = plain.indexOf(DOTS);
        VersionRange range = dots < 0
                ? new VersionRange(SchemaVersion.parse(plain), SchemaVersion.parse(plain))
                : new VersionRange(end(plain.substring(0, dots)), end(plain.substring(dots + DOTS.length())));
        if (range.isAny()) {
            throw new IllegalArgumentException("\"..\" has no end; write 5..7, 5.., ..7, 7 or any");
        }
        if (range.isEmpty()) {
            throw new IllegalArgumentException("its first version comes after its last");
        }
        return range;
    }

    private static @Nullable SchemaVersion end(String text) {
        return text.trim().isEmpty() ? null : SchemaVersion.parse(text.trim());
    }

    /** Returns whether a version is in this range. */
    public boolean contains(SchemaVersion version) {
        return !isAfter(version) && (most == null || version.compareTo(most) <= 0);
    }

    /** Returns whether this range begins after a version, so that updates of the schema lead towards it. */
    public boolean isAfter(SchemaVersion version) {
        return least != null && version.compareTo(least) < 0;
    }

    /** Returns whether every version is in this range. */
    public boolean isAny() {
        return least == null && most == null;
    }

    /** Returns whether no version is in this range. */
    public boolean isEmpty() {
        return least != null && most != null && least.compareTo(most) > 0;
    }

    /** Returns the versions that are in this range and in another; the result may be empty. */
    public VersionRange and(VersionRange other) {
        return new VersionRange(
                other.least == null || (least != null && least.compareTo(other.least) >= 0) ? least : other.least,
                other.most == null || (most != null && most.compareTo(other.most) <= 0) ? most : other.most);
    }

    /** Returns the range in the form that {@link #parse} reads; {@code none} if it is empty, which no file can say. */
    @Override
    public String toString() {
        if (isAny()) {
            return "any";
        }
        if (isEmpty()) {
            return "none";
        }
        if (least != null && least.equals(most)) {
            return least.toString();
        }
        return (least == null ? "" : least) + DOTS + (most == null ? "" : most);
    }
}
