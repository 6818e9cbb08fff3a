package org.jettyferry.store.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.jdbc.TableParts;
import org.jettyferry.testkit.servers.ServerKind;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.store.StoreFixture;

/** A table that is read in parts has the sums of the whole table. */
class ChecksumQueryIT {
    private static final String TYPE = "varchar(120)";

    /** Keys that the server takes for equal, and keys that a literal must escape. */
    private static final List<String> KEYS = List.of(
            "select concat('node1', a), 1, a from numbers",
            "select elt(1 + a % 4, 'same', 'Same', 'it''s', 'back\\\\slash'), a, a from numbers");

    @ServerTest({ServerKind.MYSQL, ServerKind.MARIADB})
    void partsMakeTheWhole(TestDatabase test) throws SQLException {
        Database database = StoreFixture.open(test);
        test.execute(
                "create table numbers (a int)",
                "insert into numbers values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)");
        test.execute("insert into numbers select x.a + 10 * (y.a + 10 * (z.a + 10 * v.a) + 1)"
                + " from numbers x, numbers y, numbers z, numbers v");
        test.execute("create table t (k " + TYPE + ", n int, a bigint, primary key (k, n))");
        try (Connection connection = database.open()) {
            TableName table =
                    new TableName(database.dialect().server(connection).currentSchema(), "t");
            long rows = Sql.number(connection, "select count(*) from numbers");
            for (String keys : KEYS) {
                test.execute("delete from t", "insert into t " + keys);
                TableParts parts = TableParts.of(connection, database.dialect(), table, "k", TYPE, rows);
                assertThat(parts.conditions()).hasSize(2);

                Checksums sums = query(parts).ask(database, connection);

                assertThat(sums).as(keys).isEqualTo(query(TableParts.WHOLE).ask(database, connection));
                assertThat(sums.rows()).isEqualTo(rows);
            }
        }
    }

    @ServerTest({ServerKind.MYSQL, ServerKind.MARIADB})
    void anErrorInAnyPartIsAnErrorOfTheWhole(TestDatabase test) throws SQLException {
        Database database = StoreFixture.open(test);
        test.execute("create table t (a bigint)");
        try (Connection connection = database.open()) {
            for (List<String> parts : List.of(List.of("1 = 1", "nothing = 1"), List.of("nothing = 1", "1 = 1"))) {
                assertThatThrownBy(() -> query(new TableParts(parts)).ask(database, connection))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("nothing");
            }
        }
    }

    private static ChecksumQuery query(TableParts parts) {
        return new ChecksumQuery(
                parts, part -> "select count(*), coalesce(sum(a), 0), coalesce(sum(a * a), 0) from t s where " + part);
    }
}
