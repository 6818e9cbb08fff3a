package org.jettyferry.store;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jettyferry.database.Sql;

/**
 * Compares the new tables with what they should be: the number of rows; a sum of checks over all columns of every row;
 * a sum of checks over every blob, bound to its session.
 */
final class VerifyStep implements Step {
    private record Sums(long rows, BigDecimal scalars, BigDecimal blobs) {
        static Sums read(ResultSet row) throws SQLException {
            return new Sums(row.getLong(1), row.getBigDecimal(2), row.getBigDecimal(3));
        }
    }

    @Override
    public Run run(Work work, Run run) throws SQLException {
        Sums actual = sums(work, work.statements().actual());
        Sums expected =
                work.plan().keepsSessions() ? expected(work, run) : new Sums(0, BigDecimal.ZERO, BigDecimal.ZERO);
        List<String> differences = new ArrayList<>();
        if (actual.rows() != expected.rows()) {
            differences.add(actual.rows() + " rows instead of " + expected.rows());
        }
        if (actual.scalars().compareTo(expected.scalars()) != 0) {
            differences.add("values of some columns differ");
        }
        if (actual.blobs().compareTo(expected.blobs()) != 0) {
            differences.add("some blobs differ");
        }
        if (!differences.isEmpty()) {
            throw new StoreException.VerificationFailed(
                    "the new table is not what it should be: " + String.join(", ", differences),
                    "It was not swapped in, and Jetty's tables are as they were. Make sure that every node is stopped, then"
                            + " begin anew with --restart.");
        }
        return work.ended(run, run.at(run.step().next()));
    }

    private static Sums expected(Work work, Run run) throws SQLException {
        boolean some = run.tally().quarantined() > 0;
        Sums sums = sums(work, work.statements().expected(run.cutoff(), some));
        return work.plan().rewrites()
                ? new Sums(
                        sums.rows(),
                        sums.scalars(),
                        BigDecimal.valueOf(run.tally().blobCheck()))
                : sums;
    }

    private static Sums sums(Work work, String sql) throws SQLException {
        return Sql.rows(work.connection(), Sums::read, sql).get(0);
    }
}
