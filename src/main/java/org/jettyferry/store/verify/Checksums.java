package org.jettyferry.store.verify;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jettyferry.jdbc.Sql;

/**
 * What two tables must agree in.
 *
 * @param rows their number
 * @param scalars the sum of the checks of all columns but the blob
 * @param blobs the sum of the checks of the blobs, each bound to its session
 */
public record Checksums(long rows, BigDecimal scalars, BigDecimal blobs) {
    static final Checksums NONE = new Checksums(0, BigDecimal.ZERO, BigDecimal.ZERO);

    /** Reads the answer to a statement that sums up a table. */
    public static Checksums ask(Connection connection, String sql) throws SQLException {
        return Sql.rows(connection, Checksums::read, sql).get(0);
    }

    private static Checksums read(ResultSet row) throws SQLException {
        return new Checksums(row.getLong(1), row.getBigDecimal(2), row.getBigDecimal(3));
    }

    /** The same with another sum for the blobs. */
    public Checksums withBlobs(long sum) {
        return new Checksums(rows, scalars, BigDecimal.valueOf(sum));
    }

    /** What is different from what is expected, in words; empty if nothing is. */
    public List<String> differences(Checksums expected) {
        List<String> differences = new ArrayList<>();
        if (rows != expected.rows) {
            differences.add(rows + " rows instead of " + expected.rows);
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
