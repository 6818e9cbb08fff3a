package org.jettyferry.update.column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.Await.eventually;
import static org.jettyferry.testkit.servers.ServerKind.MARIADB;
import static org.jettyferry.testkit.servers.ServerKind.MYSQL;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;

/** Nodes of both releases write all the time, in every phase. */
class ColumnLoadIT {
    private static final int ROWS = 2000;
    private static final CopyLimit SLOW = new CopyLimit(50, OptionalInt.empty(), Duration.ofMillis(20));

    @ServerTest(
            value = {POSTGRESQL, MYSQL},
            wide = MARIADB)
    void nothingIsLostFromTheFirstColumnToTheSecond(TestDatabase database) throws Exception {
        Orders orders = new Orders(database).fill(ROWS);
        Writer old1 = new Writer(database, false, 1, 4, ROWS).start();
        Writer old2 = new Writer(database, false, 2, 4, ROWS).start();
        Writer new1 = new Writer(database, true, 3, 4, ROWS);
        Writer new2 = new Writer(database, true, 4, 4, ROWS);
        eventually("the old nodes write", () -> old1.writes() > 20 && old2.writes() > 20);

        CompletableFuture<ColumnStatus> expansion = CompletableFuture.supplyAsync(
                () -> orders.update().expand(Orders.CHANGE, false, SLOW, ColumnListener.SILENT));
        eventually("rows are copied", () -> orders.status().phase() == Phase.COPYING);
        new1.start();
        new2.start();
        assertThat(expansion.get().phase()).isEqualTo(Phase.EXPANDED);

        long written = old1.writes() + new1.writes();
        eventually("all write", () -> old1.writes() + new1.writes() > written + 200);
        assertThat(orders.status().drift()).isEqualTo(Drift.NONE);
        Map<Long, Integer> expected = old1.stop();
        expected.putAll(old2.stop());
        long before = new1.writes();
        assertThat(orders.contract("2.5").phase()).isEqualTo(Phase.CONTRACTED);
        eventually("the new nodes still write", () -> new1.writes() > before + 50);
        expected.putAll(new1.stop());
        expected.putAll(new2.stop());

        holds(orders, "total * 100", expected);
        assertThat(orders.number("select count(*) from ferry_column_conflict")).isZero();
    }

    @ServerTest(
            value = {POSTGRESQL, MYSQL},
            wide = MARIADB)
    void anAbortLosesNothingEither(TestDatabase database) throws Exception {
        Orders orders = new Orders(database).fill(ROWS);
        Writer old = new Writer(database, false, 1, 2, ROWS).start();
        orders.update().expand(Orders.CHANGE, false, SLOW, ColumnListener.SILENT);
        Writer fresh = new Writer(database, true, 2, 2, ROWS).start();
        eventually("both write", () -> old.writes() > 100 && fresh.writes() > 100);
        Map<Long, Integer> expected = fresh.stop();

        assertThat(orders.update().abort(Orders.CHANGE, ColumnListener.SILENT).phase())
                .isEqualTo(Phase.NONE);

        long before = old.writes();
        eventually("the old node still writes", () -> old.writes() > before + 50);
        expected.putAll(old.stop());
        holds(orders, "total_cents", expected);
    }

    /** Behind a change of the table that waits for a long transaction, every statement of the site would wait too. */
    @ServerTest(
            value = {POSTGRESQL, MYSQL},
            wide = MARIADB)
    void aLongTransactionDoesNotStopTheSite(TestDatabase database) throws Exception {
        Orders orders = new Orders(database).fill(50);
        try (Connection slow = database.connect();
                Statement statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            statement.execute("update shop_order set note = 'slow' where order_id = 50");
            ColumnUpdate impatient = new ColumnUpdate(orders.open(), Duration.ofSeconds(5), Duration.ofSeconds(3));
            CompletableFuture<ColumnStatus> expansion = CompletableFuture.supplyAsync(
                    () -> impatient.expand(Orders.CHANGE, false, SLOW, ColumnListener.SILENT));
            Writer writer = new Writer(database, false, 1, 2, 50).start();
            assertThat(expansion)
                    .failsWithin(Duration.ofSeconds(40))
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOfSatisfying(
                            OperatorException.class,
                            e -> assertThat(e.remedy()).contains("run the same command again"));
            assertThat(writer.writes()).isGreaterThan(3);
            writer.stop();
            slow.rollback();
        }

        assertThat(orders.expand().phase()).isEqualTo(Phase.EXPANDED);
        assertThat(orders.row(50)).isEqualTo("505/5.05/n");
    }

    private static void holds(Orders orders, String made, Map<Long, Integer> expected) throws SQLException {
        assertThat(expected).hasSizeGreaterThan(100);
        StringBuilder wrong = new StringBuilder();
        try (Connection connection = orders.database().connect()) {
            List<String> rows = Sql.rows(
                    connection,
                    row -> row.getLong(1) + "=" + row.getBigDecimal(2).intValueExact(),
                    "select order_id, " + made + " from shop_order");
            for (Map.Entry<Long, Integer> entry : expected.entrySet()) {
                if (!rows.contains(entry.getKey() + "=" + entry.getValue())) {
                    wrong.append(entry).append(' ');
                }
            }
        }
        assertThat(wrong).asString().isEmpty();
    }
}
