package org.jettyferry.jetty;

import org.jspecify.annotations.Nullable;

/**
 * A name of a table or column as Jetty is given it. Jetty writes it into its statements as it stands there, so that one
 * in quotes is a name that the database does not fold. Immutable.
 */
public final class SqlName {
    private static final String OPEN = "\"`[";
    private static final String CLOSE = "\"`]";

    private final String written;
    private final String plain;

    /**
     * Makes one.
     *
     * @param written the name, perhaps in quotes: those of standard SQL, of MySQL or of SQL Server
     */
    public SqlName(String written) {
        this.written = written;
        this.plain = withoutQuotes(written);
    }

    /** The name as it stands in a statement. */
    public String written() {
        return written;
    }

    /** The name without quotes. */
    public String plain() {
        return plain;
    }

    /** Whether it stood in quotes: the database is not to fold it. */
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

    /** A quote within is doubled, in standard SQL as in MySQL's way and in SQL Server's. */
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
