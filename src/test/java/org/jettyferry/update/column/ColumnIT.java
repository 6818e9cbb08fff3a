package org.jettyferry.update.column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jettyferry.testkit.servers.ServerKind.MARIADB;
import static org.jettyferry.testkit.servers.ServerKind.MYSQL;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;

/** What the triggers do with each kind of write, and what the steps leave behind. */
class ColumnIT {
    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void aColumnIsExpandedAndContracted(TestDatabase database) throws SQLException {
        Orders orders = new Orders(database).fill(35);

        ColumnStatus expanded = orders.expand();

        assertThat(expanded.phase()).isEqualTo(Phase.EXPANDED);
        assertThat(expanded.rowsDone()).isEqualTo(35);
        assertThat(orders.status().drift()).isEqualTo(Drift.NONE);
        assertThat(orders.row(7)).isEqualTo("75/0.75/n");
        assertThat(orders.expand().phase()).as("again").isEqualTo(Phase.EXPANDED);

        assertThat(orders.contract("2.5").phase()).isEqualTo(Phase.CONTRACTED);

        assertThat(orders.columns()).containsExactly("order_id", "note", "total");
        assertThat(orders.triggers()).isEmpty();
        assertThat(orders.text("select sum(total) from shop_order")).isEqualTo("64.75");
        assertThat(orders.contract("2.5").phase()).as("again").isEqualTo(Phase.CONTRACTED);
        orders.execute("insert into shop_order (order_id, note, total) values (99, 'n', 1.50)");
    }

    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void aTableKnowsHowFarItsExpansionIs(TestDatabase database) throws SQLException {
        Orders orders = new Orders(database).fill(35);
        assertThat(orders.missing()).contains(new ExpansionProgress(Phase.NONE, 0, 0));
        orders.expandUntilChunk(2);
        assertThat(orders.missing()).contains(new ExpansionProgress(Phase.COPYING, 20, 35));
        orders.expand();
        assertThat(orders.missing()).isEmpty();
        assertThat(orders.missing(Orders.change("total_cents / 10.0", "total * 10")))
                .as("of another change, which is refused")
                .isPresent();
        orders.contract("2.5");
        assertThat(orders.missing()).isEmpty();
        orders.execute("drop table ferry_column");
        assertThat(orders.missing()).as("in a copy of the schema").isEmpty();
        orders.fill(1);
        assertThat(orders.missing()).as("of a table that is made anew").isPresent();
        orders.execute("drop table shop_order");
        assertThat(orders.missing()).as("of a table that is not there yet").isPresent();
    }

    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void eachReleaseWritesItsOwnColumn(TestDatabase database) throws SQLException {
        Orders orders = new Orders(database).fill(3);
        orders.expand();

        orders.execute(
                "insert into shop_order (order_id, note, total_cents) values (11, 'old', 150)",
                "insert into shop_order (order_id, note, total) values (12, 'new', 2.25)",
                "update shop_order set total_cents = 99 where order_id = 1",
                "update shop_order set total = 7.10 where order_id = 2",
                "update shop_order set note = 'x' where order_id = 3");

        assertThat(orders.row(11)).isEqualTo("150/1.50/old");
        assertThat(orders.row(12)).isEqualTo("225/2.25/new");
        assertThat(orders.row(1)).isEqualTo("99/0.99/n");
        assertThat(orders.row(2)).isEqualTo("710/7.10/n");
        assertThat(orders.row(3)).isEqualTo("35/0.35/x");
        assertThat(orders.status().conflicts()).isZero();
        assertThat(orders.status().drift()).isEqualTo(Drift.NONE);
    }

    /** An object-relational mapper of a release between writes all columns that it has read. */
    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void aWriteOfBothKeepsTheNewValueAndRecordsTheLostOne(TestDatabase database) throws SQLException {
        Orders orders = new Orders(database).fill(4);
        orders.expand();

        orders.execute(
                "update shop_order set total_cents = 500, total = 5.00 where order_id = 1",
                "update shop_order set total_cents = 25, total = 6.00 where order_id = 2",
                "update shop_order set total_cents = 700, total = 8.00 where order_id = 3",
                "insert into shop_order (order_id, note, total_cents, total) values (11, 'both', 100, 9.00)",
                "insert into shop_order (order_id, note, total_cents, total) values (12, 'both', 100, 1.00)");

        assertThat(orders.row(1)).as("they agree").isEqualTo("500/5.00/n");
        assertThat(orders.row(2)).as("the old one is as it was").isEqualTo("600/6.00/n");
        assertThat(orders.row(3)).as("they do not agree").isEqualTo("800/8.00/n");
        assertThat(orders.row(11)).as("inserted").isEqualTo("900/9.00/both");
        assertThat(orders.row(12)).isEqualTo("100/1.00/both");
        assertThat(orders.status().conflicts()).isEqualTo(2);
        assertThat(orders.text("select concat(row_key, '=', old_value) from ferry_column_conflict where row_key = '3'"))
                .isEqualTo("3=700");
        assertThat(orders.status().drift()).isEqualTo(Drift.NONE);
    }

    /** A default can't be told from a value that is given. */
    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void aDefaultOfTheOldColumnIsNoConflict(TestDatabase database) throws SQLException {
        Orders orders = new Orders(database).fill(1);
        orders.execute("alter table shop_order alter column total_cents set default 7");
        orders.expand();

        orders.execute("insert into shop_order (order_id, note, total) values (12, 'new', 2.25)");

        assertThat(orders.row(12)).isEqualTo("225/2.25/new");
        assertThat(orders.status().conflicts()).isZero();
    }

    /** A node of the new release writes rows that are not copied yet: their old values must not go. */
    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void aRowThatIsNotCopiedLosesNothing(TestDatabase database) throws SQLException {
        Orders orders = new Orders(database).fill(40);
        orders.expandUntilChunk(1);
        assertThat(orders.status().phase()).isEqualTo(Phase.COPYING);
        assertThat(orders.row(30)).isEqualTo("305/null/n");

        orders.execute(
                "update shop_order set note = 'whole row', total = null where order_id = 30",
                "update shop_order set total = 7.00 where order_id = 31",
                "update shop_order set note = 'x' where order_id = 32",
                "update shop_order set total_cents = 900 where order_id = 33",
                "update shop_order set total = 4.00 where order_id = 5",
                "update shop_order set total = total where order_id = 34");

        assertThat(orders.row(30)).isEqualTo("305/null/wholerow");
        assertThat(orders.status().drift()).as("only copied rows count").isEqualTo(Drift.NONE);
        ColumnStatus end = orders.expand();
        assertThat(end.phase()).isEqualTo(Phase.EXPANDED);
        assertThat(orders.row(30)).isEqualTo("305/3.05/wholerow");
        assertThat(orders.row(31)).isEqualTo("700/7.00/n");
        assertThat(orders.row(32)).isEqualTo("325/3.25/x");
        assertThat(orders.row(33)).isEqualTo("900/9.00/n");
        assertThat(orders.row(34)).isEqualTo("345/3.45/n");
        assertThat(orders.row(5)).isEqualTo("400/4.00/n");
        assertThat(orders.status().conflicts()).isZero();
    }

    /** Copying may not touch what the server sets by itself at each change. */
    @ServerTest({MYSQL, MARIADB})
    void copyingLeavesATimeOfTheLastChangeAlone(TestDatabase database) throws SQLException {
        Orders orders = new Orders(database).fill(5);
        orders.execute(
                "alter table shop_order add column changed timestamp not null default '2020-01-01 00:00:01'"
                        + " on update current_timestamp",
                "update shop_order set changed = '2020-01-01 00:00:01'");

        orders.expand();

        assertThat(orders.number("select count(*) from shop_order where changed > '2020-01-02'"))
                .isZero();
        assertThat(orders.row(5)).isEqualTo("55/0.55/n");
    }

    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void textsAreComparedToTheLetter(TestDatabase database) throws SQLException {
        Orders orders = new Orders(database).fill(0);
        orders.execute("insert into shop_order (order_id, note, total_cents) values (1, 'open', 1)");
        ColumnChange change = new ColumnChange(
                "shop_order",
                "note",
                "state",
                Map.of("", "varchar(40)"),
                Map.of("", "upper(note)"),
                Map.of("", "lower(state)"),
                "2.4");
        orders.update().expand(change, false, CopyLimit.standard(), ColumnListener.SILENT);
        assertThat(orders.text("select state from shop_order")).isEqualTo("OPEN");

        orders.execute("update shop_order set note = 'OPEN'");
        assertThat(orders.text("select concat(note, state) from shop_order")).isEqualTo("OPENOPEN");
        orders.execute("update shop_order set state = 'Paid'");
        assertThat(orders.text("select concat(note, state) from shop_order")).isEqualTo("paidPaid");
        orders.execute("update shop_order set note = 'paid '");
        assertThat(orders.text("select concat(state, '.') from shop_order")).isEqualTo("PAID .");
    }

    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void rowsThatDisagreeAreNamedAndKeepTheOldColumn(TestDatabase database) throws SQLException {
        Orders orders = new Orders(database).fill(60);
        orders.expand();
        orders.pastTriggers("update shop_order set total = 1.11 where order_id in (7, 42)");

        assertThat(orders.status().drift()).isEqualTo(new Drift(List.of("7", "42"), false));
        refused(() -> orders.contract("2.5"), "do not agree in rows with order_id = 7; 42");
        assertThatThrownBy(orders::expand).hasMessageContaining("order_id = 7; 42");

        orders.execute("update shop_order set total = total_cents / 100.0 where order_id in (7, 42)");
        assertThat(orders.row(42)).isEqualTo("425/4.25/n");
        orders.pastTriggers("update shop_order set total_cents = total_cents + 1");
        Drift drift = orders.status().drift();
        assertThat(drift.keys()).hasSize(20).startsWith("1", "2");
        assertThat(drift.more()).isTrue();
    }

    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void keysOfSeveralColumnsAndTypesAreFollowed(TestDatabase database) throws SQLException {
        boolean postgres = database.server().name().equals("postgresql");
        Orders orders = new Orders(database).fill(0);
        orders.execute(
                "drop table shop_order",
                "create table shop_order (tenant varchar(20) not null, part "
                        + (postgres ? "bytea" : "varbinary(4)")
                        + " not null, order_id int not null, total_cents int,"
                        + " primary key (tenant, part, order_id))");
        String bytes = postgres ? "'\\x00ff'" : "x'00ff'";
        for (int i = 0; i < 33; i++) {
            orders.execute(
                    "insert into shop_order values ('o''br" + i % 3 + "', " + bytes + ", " + (i - 10) + ", " + i + ")");
        }

        assertThat(orders.expand().rowsDone()).isEqualTo(33);

        assertThat(orders.number("select count(*) from shop_order where total * 100 = total_cents"))
                .isEqualTo(33);
        orders.pastTriggers("update shop_order set total = 9 where order_id = -1");
        assertThat(orders.status().drift().keys()).containsExactly("o'br0, 00ff, -1");
    }

    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void contractWaitsForTheNextReleaseAndForTheNodes(TestDatabase database) throws SQLException {
        Orders orders = new Orders(database).fill(5);
        refused(() -> orders.contract("2.5"), "not expanded: the phase of the change is none");
        orders.expandUntilChunk(1);
        refused(() -> orders.contract("2.5"), "not expanded: the phase of the change is copying");
        orders.expand();

        refused(() -> orders.contract("2.4"), "expanded in this same release, 2.4");
        refused(
                () -> orders.update()
                        .contract(
                                Orders.CHANGE,
                                "2.5",
                                false,
                                change -> List.of("web1 (2.3)", "needs " + change.oldColumn()),
                                ColumnListener.SILENT),
                "living nodes need the column total_cents: web1 (2.3), needs total_cents");
        assertThat(orders.columns()).contains("total_cents");

        ColumnStatus end =
                orders.update().contract(Orders.CHANGE, "2.4", true, change -> List.of(), ColumnListener.SILENT);
        assertThat(end.phase()).isEqualTo(Phase.CONTRACTED);
        refused(
                () -> orders.update().abort(Orders.CHANGE, ColumnListener.SILENT),
                "the phase of the change is contracted");
    }

    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void anAbortLeavesTheTableAsItWas(TestDatabase database) throws SQLException {
        Orders orders = new Orders(database).fill(25);
        List<String> before = orders.columns();
        orders.expandUntilChunk(2);
        orders.execute("update shop_order set total = 7.00 where order_id = 1");

        ColumnStatus end = orders.update().abort(Orders.CHANGE, ColumnListener.SILENT);

        assertThat(end.phase()).isEqualTo(Phase.NONE);
        assertThat(orders.columns()).isEqualTo(before);
        assertThat(orders.triggers()).isEmpty();
        assertThat(orders.text("select total_cents from shop_order where order_id = 1"))
                .isEqualTo("700");
        assertThat(orders.update().abortPlan(Orders.CHANGE)).isEmpty();
        assertThat(orders.expand().phase()).as("anew").isEqualTo(Phase.EXPANDED);
    }

    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void aPlanIsSqlAndChangesNothing(TestDatabase database) throws SQLException {
        Orders orders = new Orders(database).fill(5);
        List<String> before = orders.columns();

        String plan = String.join("\n", orders.update().expandPlan(Orders.CHANGE, false, Orders.chunks(10)));

        assertThat(plan).contains("create table if not exists", "add column", "create trigger", "update ");
        assertThat(orders.columns()).isEqualTo(before);
        assertThat(orders.status().phase()).isEqualTo(Phase.NONE);
        orders.expand();
        assertThat(String.join("\n", orders.update().contractPlan(Orders.CHANGE, "2.5", false, change -> List.of())))
                .contains("drop trigger", "drop column")
                .doesNotContain("total\"", "`total`");
        assertThat(String.join("\n", orders.update().abortPlan(Orders.CHANGE))).contains("drop column");
        assertThat(orders.status().phase()).isEqualTo(Phase.EXPANDED);
    }

    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void twoRunsKeepApart(TestDatabase database) throws SQLException {
        Orders orders = new Orders(database).fill(25);
        ColumnListener second = new ColumnListener() {
            @Override
            public void tell(String sentence) {}

            @Override
            public void copied(long done, long total) {
                assertThatThrownBy(() -> new ColumnUpdate(orders.open(), Duration.ofMillis(1))
                                .abort(Orders.CHANGE, ColumnListener.SILENT))
                        .isInstanceOfSatisfying(OperatorException.class, e -> {
                            assertThat(e.kind()).isEqualTo(Kind.LOCKED);
                            assertThat(e).hasMessageContaining("another run changes columns of");
                        });
            }
        };

        assertThat(orders.update()
                        .expand(Orders.CHANGE, false, Orders.chunks(10), second)
                        .phase())
                .isEqualTo(Phase.EXPANDED);
    }

    /** The next change goes back, and the one after it forth again. */
    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void aChangeMayBeMadeAgainOnceAnotherHasUndoneIt(TestDatabase database) throws SQLException {
        Orders orders = new Orders(database).fill(5);
        orders.expand();
        orders.contract("2.5");
        refused(orders::expand, "its phase is contracted");
        ColumnChange back = new ColumnChange(
                "shop_order",
                "total",
                "total_cents",
                Map.of("", "int"),
                Map.of("", "total * 100"),
                Map.of("", "total_cents / 100.0"),
                "2.6");
        orders.update().expand(back, false, CopyLimit.standard(), ColumnListener.SILENT);
        orders.update().contract(back, "2.7", false, change -> List.of(), ColumnListener.SILENT);

        assertThat(orders.expand().phase()).isEqualTo(Phase.EXPANDED);
        assertThat(orders.row(5)).isEqualTo("55/0.55/n");
    }

    /** A writer may have rights on the site's table alone, and a search path of its own. */
    @ServerTest(POSTGRESQL)
    void aWriterNeedsNoRightsOnTheTablesOfFerry(TestDatabase database) throws SQLException {
        Orders orders = new Orders(database).fill(3);
        orders.expand();
        String role = "writer_of_" + database.name();
        orders.execute(
                "create role " + role,
                "grant select, insert, update on shop_order to " + role,
                "create schema elsewhere");
        try {
            orders.execute(
                    "set role " + role,
                    "set search_path = elsewhere",
                    "update public.shop_order set total_cents = 1, total = 9.00 where order_id = 3");
            assertThat(orders.row(3)).isEqualTo("900/9.00/n");
            assertThat(orders.status().conflicts()).isEqualTo(1);
        } finally {
            orders.execute("drop owned by " + role, "drop role " + role);
        }
    }

    static void refused(ThrowingCallable call, String what) {
        assertThatThrownBy(call).isInstanceOfSatisfying(OperatorException.class, e -> {
            assertThat(e.kind()).isEqualTo(Kind.REFUSED);
            assertThat(e).hasMessageContaining(what);
            assertThat(e.remedy()).contains("Nothing was changed.");
        });
    }
}
