package org.jettyferry.update.column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jettyferry.testkit.Await.eventually;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jettyferry.testkit.servers.PowerCut;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;

/** A table that is large enough for two ranges at a time. */
class TwoLanesIT {
    private static final int ROWS = 405;
    private static final int STRIDE = 23;

    @ServerTest(POSTGRESQL)
    void twoThreadsCopyTheRows(TestDatabase database) throws SQLException {
        Orders orders = new Orders(database).fill(5000);
        Set<String> threads = ConcurrentHashMap.newKeySet();

        ColumnStatus end = orders.update().expand(Orders.CHANGE, false, Orders.chunks(10), new ColumnListener() {
            private long before;

            @Override
            public void tell(String sentence) {}

            @Override
            public void copied(long done, long total) {
                threads.add(Thread.currentThread().getName());
                assertThat(done).isGreaterThan(before);
                before = done;
            }
        });

        assertThat(threads).hasSize(2);
        assertThat(end.phase()).isEqualTo(Phase.EXPANDED);
        assertThat(end.rowsDone()).isEqualTo(5000);
        assertThat(orders.number("select count(*) from shop_order where total * 100 = total_cents"))
                .isEqualTo(5000);
    }

    /** Whatever is recorded when the power goes, no row before it may lack its value, and none may be left out. */
    @ServerTest(POSTGRESQL)
    void aRunThatIsCutOffLeavesNoRowOut(TestDatabase database) throws SQLException {
        Orders orders = new Orders(database);
        int cuts = 0;
        for (int change = 20; cut(orders.fill(ROWS), change); change += STRIDE) {
            cuts++;
            orders.execute("update shop_order set total_cents = 777 where order_id = 200");
            ColumnStatus left = orders.status();
            assertThat(left.drift()).as("cut behind " + change).isEqualTo(Drift.NONE);
            assertThat(orders.number("select count(*) from shop_order where order_id <= " + left.rowsDone()
                            + " and total is null"))
                    .as("cut behind " + change)
                    .isZero();

            ColumnStatus end = orders.expand();

            assertThat(end.phase()).isEqualTo(Phase.EXPANDED);
            assertThat(end.rowsDone()).as("cut behind " + change).isEqualTo(ROWS);
            assertThat(orders.number("select count(*) from shop_order where total * 100 = total_cents"))
                    .isEqualTo(ROWS);
        }
        assertThat(cuts).isGreaterThan(4);
    }

    private static boolean cut(Orders orders, int change) {
        PowerCut cut = PowerCut.behind(change);
        try {
            orders.update(cut::open).expand(Orders.CHANGE, false, Orders.chunks(10), ColumnListener.SILENT);
            return false;
        } catch (PowerCut.Died e) {
            return true;
        }
    }

    /** One lane waits for a row, the other goes on; what is recorded stays before the row. */
    @ServerTest(POSTGRESQL)
    void aRowThatIsLockedIsNotPassedOver(TestDatabase database) throws Exception {
        Orders orders = new Orders(database).fill(ROWS);
        CompletableFuture<ColumnStatus> expansion;
        orders.expandUntilChunk(1);
        try (Connection slow = database.connect();
                Statement statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            long done = orders.status().rowsDone();
            statement.execute("update shop_order set note = 'slow' where order_id = " + (done + 35));
            expansion = CompletableFuture.supplyAsync(orders::expand);
            eventually(
                    "the other lane is at the end",
                    () -> orders.number("select count(*) from shop_order where total is null") <= 10);
            assertThat(orders.status().rowsDone()).isLessThan(done + 35);
            assertThat(orders.status().phase()).isEqualTo(Phase.COPYING);
            slow.rollback();
        }

        assertThat(expansion.get().rowsDone()).isEqualTo(ROWS);
        assertThat(orders.status().drift()).isEqualTo(Drift.NONE);
    }

    @ServerTest(POSTGRESQL)
    void aFailureInOneLaneEndsTheOther(TestDatabase database) throws SQLException {
        Orders orders = new Orders(database).fill(5000);
        orders.execute("update shop_order set total_cents = 0 where order_id = 2500");
        ColumnChange divides = Orders.change("1000 / total_cents", "total");

        assertThatThrownBy(() -> orders.update().expand(divides, false, Orders.chunks(10), ColumnListener.SILENT))
                .hasStackTraceContaining("division by zero");

        long done = orders.status().rowsDone();
        assertThat(done).isBetween(2400L, 2490L);
        assertThat(orders.number("select count(*) from shop_order where total is null and order_id <= " + done))
                .isZero();
        assertThat(orders.number("select count(*) from shop_order where total is null"))
                .isBetween(2490L, 2600L);
    }

    /** A limit of speed is one for both, so there is but one. */
    @ServerTest(POSTGRESQL)
    void aLimitedRunWorksOnOneRangeAtATime(TestDatabase database) throws SQLException {
        Orders orders = new Orders(database).fill(ROWS);
        Map<String, Boolean> threads = new ConcurrentHashMap<>();
        orders.update()
                .expand(
                        Orders.CHANGE,
                        false,
                        new CopyLimit(10, OptionalInt.empty(), Duration.ofMillis(1)),
                        new ColumnListener() {
                            @Override
                            public void tell(String sentence) {}

                            @Override
                            public void copied(long done, long total) {
                                threads.put(Thread.currentThread().getName(), true);
                            }
                        });
        assertThat(List.copyOf(threads.keySet()))
                .containsExactly(Thread.currentThread().getName());
    }
}
