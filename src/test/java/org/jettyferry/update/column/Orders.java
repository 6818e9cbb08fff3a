package org.jettyferry.update.column;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jettyferry.jdbc.ConnectionSettings;
import org.jettyferry.jdbc.ConnectionSource;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.testkit.servers.TestDatabase;

/** A table of orders whose total is in cents, and becomes a decimal number. */
record Orders(TestDatabase database) {
    static final ColumnChange CHANGE = change("total_cents / 100.0", "total * 100");

    /** What a test throws out of a run through its listener. */
    static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    static ColumnChange change(String up, String down) {
        return new ColumnChange(
                "shop_order",
                "total_cents",
                "total",
                Map.of("", "decimal(12,2)"),
                Map.of("", up),
                Map.of("", down),
                "2.4");
    }

    /** Makes the table anew, and forgets all changes. */
    Orders fill(int rows) throws SQLException {
        database.execute(
                "drop table if exists shop_order",
                "drop table if exists ferry_column",
                "drop table if exists ferry_column_conflict",
                "create table shop_order (order_id bigint not null primary key, note varchar(40),"
                        + " total_cents int not null)");
        try (Connection connection = database.connect();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into shop_order (order_id, note, total_cents) values (?, 'n', ?)")) {
            connection.setAutoCommit(false);
            for (int i = 1; i <= rows; i++) {
                insert.setInt(1, i);
                insert.setInt(2, i * 10 + 5);
                insert.addBatch();
            }
            insert.executeBatch();
            connection.commit();
        }
        return this;
    }

    ColumnUpdate update() {
        return new ColumnUpdate(open(), Duration.ofSeconds(20));
    }

    ColumnUpdate update(ConnectionSource source) {
        return new ColumnUpdate(Database.connect(settings(), source), Duration.ofSeconds(20));
    }

    Database open() {
        return Database.connect(settings());
    }

    private ConnectionSettings settings() {
        return new ConnectionSettings(database.url(), Optional.of(database.user()), Optional.of(database.password()));
    }

    ColumnStatus expand() {
        return update().expand(CHANGE, false, chunks(10), ColumnListener.SILENT);
    }

    /** Expands, and stops as if it was killed once this many chunks are copied. */
    void expandUntilChunk(int chunk) {
        ColumnListener stopping = new ColumnListener() {
            private int chunks;

            @Override
            public void tell(String sentence) {}

            @Override
            public void copied(long done, long total) {
                if (++chunks == chunk) {
                    throw new Stopped();
                }
            }
        };
        try {
            update().expand(CHANGE, false, chunks(10), stopping);
        } catch (Stopped e) {
            return;
        }
        throw new AssertionError("there were fewer chunks");
    }

    ColumnStatus contract(String release) {
        return update().contract(CHANGE, release, false, change -> List.of(), ColumnListener.SILENT);
    }

    ColumnStatus status() {
        return update().status(CHANGE);
    }

    Optional<ExpansionProgress> missing() throws SQLException {
        return missing(CHANGE);
    }

    Optional<ExpansionProgress> missing(ColumnChange change) throws SQLException {
        try (Connection connection = database.connect()) {
            return update().missingExpansion(connection, change);
        }
    }

    static CopyLimit chunks(int rows) {
        return new CopyLimit(rows, OptionalInt.empty(), Duration.ZERO);
    }

    void execute(String... statements) throws SQLException {
        database.execute(statements);
    }

    /** Runs statements in a session for which the triggers do nothing. */
    void pastTriggers(String... statements) throws SQLException {
        try (Connection connection = database.connect()) {
            Database opened = open();
            ColumnTarget target = ColumnTarget.of(connection, opened.dialect(), CHANGE);
            Sql.execute(connection, target.sync().copyMark(target.pair()));
            Sql.execute(connection, List.of(statements));
        }
    }

    /** Returns a row as {@code cents/total/note}. */
    String row(long id) throws SQLException {
        return text("select concat(total_cents, '/', coalesce(cast(total as char(12)), 'null'), '/', note) from shop_order"
                        + " where order_id = " + id)
                .replace(" ", "");
    }

    String text(String sql) throws SQLException {
        try (Connection connection = database.connect()) {
            return Sql.text(connection, sql);
        }
    }

    long number(String sql) throws SQLException {
        try (Connection connection = database.connect()) {
            return Sql.number(connection, sql);
        }
    }

    List<String> columns() throws SQLException {
        try (Connection connection = database.connect()) {
            return Sql.texts(
                    connection,
                    "select lower(column_name) from information_schema.columns where lower(table_name) = 'shop_order'"
                            + " and table_schema in ('public', '" + database.name() + "') order by ordinal_position");
        }
    }

    List<String> triggers() throws SQLException {
        try (Connection connection = database.connect()) {
            return Sql.texts(
                    connection,
                    "select trigger_name from information_schema.triggers where event_object_table = 'shop_order'"
                            + " and trigger_schema in ('public', '" + database.name() + "')");
        }
    }
}
