package org.jettyferry.store.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.store.plan.RowRange;
import org.jettyferry.testkit.servers.ServerKind;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.store.StoreFixture;

/** The ranges of all lanes are the whole table, each row once, with a journal between any two of them. */
class BlockRangesIT {
    @ServerTest(ServerKind.POSTGRESQL)
    void lanesPartTheTable(TestDatabase test) throws SQLException {
        test.execute("create table t (a int, filler text)");
        Database database = StoreFixture.open(test);
        try (Connection connection = database.open()) {
            for (int rows : new int[] {0, 1, 30, 500}) {
                test.execute(
                        "truncate t",
                        "insert into t select i, repeat('x', 400) from generate_series(1, " + rows + ") i");
                long blocks = Sql.number(connection, "select pg_relation_size('t') / 8192");
                for (long step : new long[] {1, 2, 1000}) {
                    for (int lanes : new int[] {1, 2, 3}) {
                        BlockRanges ranges = new BlockRanges(database.dialect(), blocks, step);
                        List<Integer> read = read(connection, ranges, lanes);
                        assertThat(read)
                                .as("%s rows, %s, %s lanes", rows, ranges, lanes)
                                .hasSize(rows);
                        assertThat(read).doesNotHaveDuplicates();
                    }
                }
            }
        }
    }

    private static List<Integer> read(Connection connection, BlockRanges ranges, int lanes) throws SQLException {
        List<Integer> read = new ArrayList<>();
        List<Watermark> backwards = new ArrayList<>(ranges.lanes(lanes, 0));
        assertThat(backwards).hasSizeLessThanOrEqualTo(lanes);
        Collections.reverse(backwards); // no lane waits for the one before it
        for (Watermark lane : backwards) {
            Watermark at = lane;
            while (!at.done()) {
                RowRange range = ranges.after(at);
                read.addAll(Sql.rows(connection, row -> row.getInt(1), "select a from t s where " + range.condition()));
                at = Watermark.read(Watermark.write(List.of(at.behind(range)))).get(0);
            }
        }
        return read;
    }
}
