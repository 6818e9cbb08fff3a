package org.jettyferry.jetty;

import org.jspecify.annotations.Nullable;

/**
 * The name of a table or column as a site gives it to Jetty. Jetty puts it into its statements unchanged, so the
 * database does not fold a name that is given in quotes. Immutable.
 */
public final class SqlName {
    private static final String OPEN = "\"`[";
    private static final String CLOSE = "\"`]";

    private final String written;
    private final String plain;

    /**
     * Creates a name.
     *
     * @param written the name, perhaps in quotes: those of standard SQL, of MySQL or of SQL Server
     */
    public SqlName(String written) {
        this.written = written;
        this.plain = withoutQuotes(written);
    }

    /** Returns the name as it stands in a statement. */
    public String written() {
        return written;
    }

    /** Returns the name without quotes. */
    public String plain() {
        return plain;
    }

    /** Returns whether the name is in quotes, so that the database does not fold it. */
    public boolean isQuoted() {
        return !plain.equals(written);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SqlName && written.equals(((SqlName) other).written);
    }

    @Override
    public int hashCode() {
        return written.hashCode();
    }

    @Override
    public String toString() {
        return plain;
    }

    /** Removes the quotes. A quote inside is doubled in all three styles. */
    private static String withoutQuotes(String name) {
        int end = name.length() - 1;
        int kind = end < 2 ? -1 : OPEN.indexOf(name.charAt(0));
        if (kind < 0 || name.charAt(end) != CLOSE.charAt(kind)) {
            return name;
        }
        String close = name.substring(end);
        return name.substring(1, end).replace(close + close, close);
    }
}
