package org.jettyferry.update.column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.servers.ServerKind.MARIADB;
import static org.jettyferry.testkit.servers.ServerKind.MYSQL;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import java.sql.SQLException;
import java.util.List;
import org.jettyferry.testkit.Wide;
import org.jettyferry.testkit.servers.PowerCut;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;

/**
 * Cuts a step off behind one change that it makes after the other, lets nodes of both releases write meanwhile, and runs it
 * again.
 */
class ColumnCrashIT {
    /** In a normal build some changes stand for all: others on PostgreSQL than on MySQL. */
    private static final int STRIDE = Wide.ON ? 1 : 3;

    private static final int ROWS = 25;

    /** A step of a change. */
    private interface Step {
        void of(ColumnUpdate update);
    }

    @ServerTest(
            value = {POSTGRESQL, MYSQL},
            wide = MARIADB)
    void anExpansion(TestDatabase database) throws SQLException {
        Orders orders = new Orders(database);
        Step expand = update -> update.expand(Orders.CHANGE, false, Orders.chunks(10), ColumnListener.SILENT);
        for (int change = first(database); cut(orders.fill(ROWS), expand, change); change += STRIDE) {
            orders.execute("update shop_order set total_cents = 777 where order_id = 3");
            orders.execute("insert into shop_order (order_id, note, total_cents) values (101, 'o', 1010)");
            boolean triggers = orders.triggers().size() == 2;
            if (triggers) {
                orders.execute("update shop_order set total = 8.88 where order_id = 24");
                orders.execute("insert into shop_order (order_id, note, total) values (102, 'w', 10.20)");
            }

            expand.of(orders.update());

            assertThat(orders.status().phase()).as("cut behind " + change).isEqualTo(Phase.EXPANDED);
            assertThat(orders.row(3)).isEqualTo("777/7.77/n");
            assertThat(orders.row(101)).isEqualTo("1010/10.10/o");
            assertThat(orders.row(24)).isEqualTo(triggers ? "888/8.88/n" : "245/2.45/n");
            everyRowIs(orders, triggers ? ROWS + 2 : ROWS + 1, "total_cents = total * 100");
        }
    }

    @ServerTest(
            value = {POSTGRESQL, MYSQL},
            wide = MARIADB)
    void aContraction(TestDatabase database) throws SQLException {
        Orders orders = new Orders(database);
        Step contract =
                update -> update.contract(Orders.CHANGE, "2.5", false, node -> List.of(), ColumnListener.SILENT);
        for (int change = first(database); cut(expanded(orders), contract, change); change += STRIDE) {
            orders.execute("update shop_order set total = 8.88 where order_id = 24");

            contract.of(orders.update());

            assertThat(orders.columns()).as("cut behind " + change).containsExactly("order_id", "note", "total");
            assertThat(orders.triggers()).isEmpty();
            everyRowIs(orders, ROWS - 1, "total * 100 = order_id * 10 + 5");
            everyRowIs(orders, 1, "total = 8.88");
        }
    }

    @ServerTest(
            value = {POSTGRESQL, MYSQL},
            wide = MARIADB)
    void anAbort(TestDatabase database) throws SQLException {
        Orders orders = new Orders(database);
        Step abort = update -> update.abort(Orders.CHANGE, ColumnListener.SILENT);
        for (int change = first(database); cut(expanded(orders), abort, change); change += STRIDE) {
            orders.execute("update shop_order set total_cents = 888 where order_id = 24");

            abort.of(orders.update());

            assertThat(orders.columns()).as("cut behind " + change).containsExactly("order_id", "note", "total_cents");
            assertThat(orders.triggers()).isEmpty();
            everyRowIs(orders, ROWS - 1, "total_cents = order_id * 10 + 5");
            everyRowIs(orders, 1, "total_cents = 888");
        }
    }

    private static int first(TestDatabase database) {
        return 1 + database.server().name().length() % STRIDE;
    }

    private static Orders expanded(Orders orders) throws SQLException {
        orders.fill(ROWS).expand();
        return orders;
    }

    /** Returns whether the step has made so many changes, and was cut off behind the last of them. */
    private static boolean cut(Orders orders, Step step, int change) {
        PowerCut cut = PowerCut.behind(change);
        try {
            step.of(orders.update(cut::open));
        } catch (PowerCut.Died e) {
            return true;
        }
        assertThat(change).as("changes").isGreaterThan(4);
        return false;
    }

    private static void everyRowIs(Orders orders, int rows, String condition) throws SQLException {
        assertThat(orders.number("select count(*) from shop_order where " + condition))
                .as(condition)
                .isEqualTo(rows);
    }
}
