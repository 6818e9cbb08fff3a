package org.jettyferry.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes the SQL expressions in which the databases differ: literals, functions, operators and the forms of a select.
 * Each method takes SQL and returns SQL; none asks the server. Implementations are immutable.
 *
 * <p>Most of these exist for two purposes. A migration converts columns on the server, so that unchanged blobs never
 * leave it. And a verification compares tables by sums of checksums ({@link #rowCheck}, {@link #sum}): a sum does not
 * depend on the order of rows, needs no index, and is one row per chunk.
 */
public interface SqlExpressions {

    // ---- literals ----

    /** Returns a text literal. */
    default String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    /** Returns a text literal to compare with a column of this type, so that the column's collation and index apply. */
    default String text(String value, String columnType) {
        return text(value);
    }

    /** Returns a literal of bytes. */
    String bytes(byte[] value);

    // ---- text ----

    /** Joins texts. */
    String concat(List<String> expressions);

    /** Returns a text of one table in a form that can be compared with a column of this type in another table. */
    default String comparable(String text, String columnType) {
        return text;
    }

    /** Removes the blanks that a column of fixed width appends; Jetty neither writes nor expects them. */
    default String unpadded(String expression, String columnType) {
        return expression;
    }

    /** Returns the bytes of a text in an encoding that does not depend on how a column stores it. */
    String textBytes(String expression);

    /** Returns a digest of at least 128 bits in less than 80 characters. */
    String digest(String expression);

    // ---- blobs ----

    /** Returns the number of bytes of a value. */
    String octetLength(String expression);

    /** Returns a blob column of this type in a form that other expressions accept. */
    default String blob(String column, String columnType) {
        return column;
    }

    // ---- numbers ----

    /** Returns the server's time in milliseconds since 1970. */
    String nowMillis();

    /** Returns the type to cast a 64-bit integer to. */
    String longType();

    /** Casts a computed number to a column's type, where the database does not do so itself. */
    default String number(String expression, String columnType) {
        return expression;
    }

    /** Divides without a remainder; Jetty's setting longType may have made the column a decimal. */
    default String divide(String expression, long divisor) {
        return "cast(" + expression + " as " + longType() + ") / " + divisor;
    }

    /** Returns the bitwise exclusive or of two integers. */
    String xor(String left, String right);

    /** Adds up 64-bit integers without overflow. */
    default String sum(String expression) {
        return "coalesce(sum(cast(" + expression + " as decimal(30))), 0)";
    }

    /** Makes a 64-bit checksum of a row's values; NULL counts as a value. */
    String rowCheck(List<String> texts, List<String> numbers);

    /**
     * Makes a digest of a row's values in at most 32 characters, which no two different rows share; NULL counts as a value. It
     * costs more than {@link #rowCheck}, and cannot be added up.
     */
    default String rowDigest(List<String> texts, List<String> numbers) {
        List<String> values = new ArrayList<>();
        texts.forEach(text -> values.add("coalesce(" + text + ", '~')"));
        numbers.forEach(number -> values.add("coalesce(cast(" + number + " as " + longType() + "), -1)"));
        return "substring(" + digest("concat_ws('|', " + String.join(", ", values) + ")") + ", 1, 32)";
    }

    /**
     * Adds numbers to a checksum. Each is shifted one bit further than the one before, so that two values that changed
     * places change the result.
     */
    default String addToCheck(String check, List<String> numbers) {
        String result = check;
        for (int i = 0; i < numbers.size(); i++) {
            // A decimal, which Jetty's setting longType allows, has no bits to shift.
            String number = "cast(" + numbers.get(i) + " as " + longType() + ")";
            result = xor(result, "(coalesce(" + number + ", -1) << " + i + ")");
        }
        return result;
    }

    /** Joins texts for a checksum: NULL becomes a text, and a separator keeps "a", "bc" from equalling "ab", "c". */
    default String joinForCheck(List<String> texts) {
        return texts.stream()
                .map(text -> "coalesce(" + text + ", '~')")
                .collect(Collectors.joining(", ", "concat_ws('|', ", ")"));
    }

    /**
     * Returns a 64-bit checksum of the version of a row, which the server gives it anew whenever anything in the row is
     * written; no value of the row is read. Empty where rows have no such mark.
     */
    default Optional<String> versionCheck(String alias) {
        return Optional.empty();
    }

    // ---- selects ----

    /** Returns the select that runs fastest where a few large groups are counted. */
    default String grouped(String select) {
        return select;
    }

    /** Returns a select of at most this many rows. */
    String limit(String select, long rows);

    /** Returns the row at this place of an ordered select, counted from 0. */
    String nth(String orderedSelect, long place);

    /** Returns the condition for the rows of these blocks; only where {@link Catalog#blocks} is not empty. */
    default String inBlocks(String alias, long from, long to) {
        throw new IllegalStateException("this database has no blocks");
    }
}
