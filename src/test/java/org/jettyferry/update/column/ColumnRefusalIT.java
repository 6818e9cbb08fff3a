package org.jettyferry.update.column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.servers.ServerKind.MARIADB;
import static org.jettyferry.testkit.servers.ServerKind.MYSQL;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;
import static org.jettyferry.update.column.ColumnIT.refused;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;

/** What keeps an expansion from its first change, each by its name. */
class ColumnRefusalIT {
    @ServerTest(
            value = {POSTGRESQL, MYSQL},
            wide = MARIADB)
    void whatIsMissingOrThereAlready(TestDatabase database) throws SQLException {
        Orders orders = new Orders(database).fill(3);
        List<String> before = orders.columns();

        refused(() -> expand(orders, "nowhere", "total_cents", "total"), "there is no table");
        refused(() -> expand(orders, "shop_order", "nothing", "total"), "has no column nothing");
        refused(() -> expand(orders, "shop_order", "total_cents", "note"), "has a column note already");
        refused(() -> expand(orders, "shop_order", "order_id", "total"), "is used by primary key");
        refused(
                () -> orders.update()
                        .expand(
                                Orders.change("total_cents + nothing", "total * 100"),
                                false,
                                CopyLimit.standard(),
                                ColumnListener.SILENT),
                "could not try the expressions up and down");
        refused(
                () -> orders.update()
                        .expand(
                                Orders.change("total_cents / 100.0", "total * order_id"),
                                false,
                                CopyLimit.standard(),
                                ColumnListener.SILENT),
                "could not try the expressions up and down");
        assertThat(orders.columns()).isEqualTo(before);
        assertThat(orders.triggers()).isEmpty();

        orders.execute("create table keyless (total_cents int)");
        refused(() -> expand(orders, "keyless", "total_cents", "total"), "has no primary key");
    }

    @ServerTest(
            value = {POSTGRESQL, MYSQL},
            wide = MARIADB)
    void anIndexOrAView(TestDatabase database) throws SQLException {
        Orders orders = new Orders(database).fill(3);
        orders.execute(
                "create index by_total on shop_order (total_cents)",
                "create view dear_orders as select order_id from shop_order where total_cents > 10");

        refused(orders::expand, "index by_total");
        refused(orders::expand, "dear_orders");

        orders.update().expand(Orders.CHANGE, true, Orders.chunks(10), ColumnListener.SILENT);
        assertThat(orders.status().uses()).hasSize(2);
        refused(() -> orders.contract("2.5"), "is used by index by_total, view");
        orders.execute("drop view dear_orders", dropIndex(database));
        assertThat(orders.contract("2.5").phase()).isEqualTo(Phase.CONTRACTED);
    }

    @ServerTest(
            value = {POSTGRESQL, MYSQL},
            wide = MARIADB)
    void aForeignKeyOrCheck(TestDatabase database) throws SQLException {
        Orders orders = new Orders(database).fill(3);
        orders.execute(
                "create table amount (cents int not null primary key)",
                "insert into amount select total_cents from shop_order",
                "alter table shop_order add constraint known_amount foreign key (total_cents) references amount (cents)");
        refused(orders::expand, "used by foreign key known_amount");

        orders.execute(
                database.server().name().equals("postgresql")
                        ? "alter table shop_order drop constraint known_amount"
                        : "alter table shop_order drop foreign key known_amount, drop key known_amount",
                "alter table shop_order add constraint positive check (total_cents > 0)");
        refused(orders::expand, "used by check constraint positive");
    }

    @ServerTest(
            value = {POSTGRESQL, MYSQL},
            wide = MARIADB)
    void aKeyOfAnotherTable(TestDatabase database) throws SQLException {
        Orders orders = new Orders(database).fill(3);
        orders.execute(
                "alter table shop_order add constraint one_total unique (total_cents)",
                "create table part (cents int, constraint of_order foreign key (cents)"
                        + " references shop_order (total_cents))");

        refused(orders::expand, "foreign key of_order of part");
    }

    @ServerTest(
            value = {POSTGRESQL, MYSQL},
            wide = MARIADB)
    void aGeneratedColumn(TestDatabase database) throws SQLException {
        Orders orders = new Orders(database).fill(3);
        orders.execute("alter table shop_order add column euros int generated always as (total_cents / 100) stored");

        refused(orders::expand, "used by generated column euros");
        refused(() -> expand(orders, "shop_order", "euros", "total"), "used by generated column euros");
    }

    @ServerTest(
            value = {POSTGRESQL, MYSQL},
            wide = MARIADB)
    void aTriggerOfTheSite(TestDatabase database) throws SQLException {
        Orders orders = new Orders(database).fill(3);
        if (database.server().name().equals("postgresql")) {
            orders.execute(
                    "create function theirs() returns trigger language plpgsql as 'begin return new; end'",
                    "create trigger theirs before update on shop_order for each row execute function theirs()");
        } else {
            orders.execute("create trigger theirs before update on shop_order for each row set NEW.note = 'theirs'");
        }

        refused(orders::expand, "has a trigger of its own: theirs");
    }

    @ServerTest(
            value = {POSTGRESQL, MYSQL},
            wide = MARIADB)
    void aFileThatSaysSomethingElseThanBefore(TestDatabase database) throws SQLException {
        Orders orders = new Orders(database).fill(25);
        orders.expandUntilChunk(1);

        refused(
                () -> orders.update()
                        .expand(
                                Orders.change("total_cents / 1000.0", "total * 1000"),
                                false,
                                CopyLimit.standard(),
                                ColumnListener.SILENT),
                "the file says something else than what has been expanded");
    }

    /** Two changes of one table at the same time, of different columns. */
    @ServerTest(
            value = {POSTGRESQL, MYSQL},
            wide = MARIADB)
    void aColumnOfAnotherChange(TestDatabase database) throws SQLException {
        Orders orders = new Orders(database).fill(12);
        orders.expand();

        refused(
                () -> expand(orders, "shop_order", "total_cents", "amount"),
                "another change uses one of these columns");
        ColumnChange state = new ColumnChange(
                "shop_order",
                "note",
                "state",
                Map.of("", "varchar(40)"),
                Map.of("", "upper(note)"),
                Map.of("", "lower(state)"),
                "2.4");
        assertThat(orders.update()
                        .expand(state, false, Orders.chunks(10), ColumnListener.SILENT)
                        .phase())
                .isEqualTo(Phase.EXPANDED);
        orders.execute("update shop_order set state = 'X', total = 7.50 where order_id = 3");
        assertThat(orders.row(3)).isEqualTo("750/7.50/x");
    }

    @ServerTest(POSTGRESQL)
    void partitionsOrInheritance(TestDatabase database) throws SQLException {
        Orders orders = new Orders(database).fill(3);
        orders.execute("create table special () inherits (shop_order)");

        refused(orders::expand, "it has inherited table special");
    }

    private static ColumnStatus expand(Orders orders, String table, String oldColumn, String newColumn) {
        ColumnChange change = new ColumnChange(
                table,
                oldColumn,
                newColumn,
                Map.of("", "decimal(12,2)"),
                Map.of("", oldColumn + " / 100.0"),
                Map.of("", newColumn + " * 100"),
                "2.4");
        return orders.update().expand(change, false, CopyLimit.standard(), ColumnListener.SILENT);
    }

    private static String dropIndex(TestDatabase database) {
        return database.server().name().equals("postgresql")
                ? "drop index by_total"
                : "drop index by_total on shop_order";
    }
}
