package org.jettyferry.store.verify;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jettyferry.database.Sql;

/**
 * What two tables must agree in.
 *
 * @param rows their number
 * @param scalars the sum of the checks of all columns but the blob
 * @param blobs the sum of the checks of the blobs, each bound to its session
 */
public record Sums(long rows, BigDecimal scalars, BigDecimal blobs) {
    static final Sums NONE = new Sums(0, BigDecimal.ZERO, BigDecimal.ZERO);

    /** Reads the answer to a statement that sums up a table. */
    public static Sums ask(Connection connection, String sql) throws SQLException {
        return Sql.rows(connection, Sums::read, sql).get(0);
    }

    private static Sums read(ResultSet row) throws SQLException {
        return new Sums(row.getLong(1), row.getBigDecimal(2), row.getBigDecimal(3));
    }

    /** The same with another sum for the blobs. */
    public Sums withBlobs(long sum) {
        return new Sums(rows, scalars, BigDecimal.valueOf(sum));
    }

    /** What is different from what is expected, in words; empty if nothing is. */
    public List<String> differences(Sums expected) {
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
