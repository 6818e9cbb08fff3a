package org.jettyferry.store.verify;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jettyferry.jdbc.Sql;

/**
 * What two tables must agree in: the result of one query over a table.
 *
 * @param rows the number of rows
 * @param scalars the sum of the checks of all columns but the blob
 * @param blobs the sum of the checks of the blobs, each bound to its session
 */
public record Checksums(long rows, BigDecimal scalars, BigDecimal blobs) {
    /** The checksums of an empty table. */
    static final Checksums NONE = new Checksums(0, BigDecimal.ZERO, BigDecimal.ZERO);

    /** Runs a checksum query. */
    public static Checksums ask(Connection connection, String sql) throws SQLException {
        return Sql.rows(connection, Checksums::read, sql).get(0);
    }

    private static Checksums read(ResultSet row) throws SQLException {
        return new Checksums(row.getLong(1), row.getBigDecimal(2), row.getBigDecimal(3));
    }

    /** Returns the checksums of two parts of a table together. */
    Checksums plus(Checksums other) {
        return new Checksums(rows + other.rows, scalars.add(other.scalars), blobs.add(other.blobs));
    }

    /** Returns the checksums with another sum of the blobs. */
    public Checksums withBlobs(long sum) {
        return new Checksums(rows, scalars, BigDecimal.valueOf(sum));
    }

    /** Returns what differs from the expected checksums, as phrases for a message; empty if nothing does. */
    public List<String> differences(Checksums expected) {
        List<String> differences = new ArrayList<>();
        if (rows != expected.rows) {
            differences.add((rows == 1 ? "1 row" : rows + " rows") + " instead of " + expected.rows);
        }
        if (scalars.compareTo(expected.scalars) != 0) {
            differences.add("values of some columns differ");
        }
        if (blobs.compareTo(expected.blobs) != 0) {
            differences.add("some blobs differ");
        }
        return differences;
    }
}
