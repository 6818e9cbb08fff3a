package org.jettyferry.update.column;

import com.google.gson.Gson;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jettyferry.jdbc.ColumnPair;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.SqlScript;
import org.jettyferry.jdbc.TableName;
import org.jspecify.annotations.Nullable;

/**
 * Records how far the changes of columns in a schema are, in the table {@code ferry_column}. Changes run in the caller's
 * transaction.
 */
final class ColumnJournal {
    static final String CONFLICTS = "ferry_column_conflict";
    private static final String TABLE = "ferry_column";
    private static final Gson JSON = new Gson();

    private final Connection connection;
    private final Dialect dialect;
    private final TableName table;
    private final TableName conflicts;

    ColumnJournal(Connection connection, Dialect dialect, String schema) {
        this.connection = connection;
        this.dialect = dialect;
        this.table = new TableName(schema, TABLE);
        this.conflicts = new TableName(schema, CONFLICTS);
    }

    /** Makes it for the schema of a table, over its connection. */
    static ColumnJournal of(ColumnTarget target) {
        return new ColumnJournal(
                target.connection(), target.dialect(), target.pair().table().schema());
    }

    /** Returns the statements that make the tables. Each does nothing where its work is done. */
    List<String> making() throws SQLException {
        Map<String, String> names = new HashMap<>();
        names.put(TABLE, table.sql(dialect));
        names.put(CONFLICTS, conflicts.sql(dialect));
        List<String> statements = new ArrayList<>();
        SqlScript.changeSets(dialect, "column", names).values().forEach(statements::addAll);
        for (TableName made : List.of(table, conflicts)) {
            if (!dialect.server(connection).exists(made)) {
                statements.addAll(dialect.server(connection).ownersAlone(made));
            }
        }
        return statements;
    }

    /** Returns what is recorded of a change. */
    Optional<ColumnState> find(ColumnPair pair) throws SQLException {
        if (!dialect.server(connection).exists(table)) {
            return Optional.empty();
        }
        return Sql.rows(
                        connection,
                        ColumnJournal::state,
                        "select phase, definition, release_name, watermark, rows_done, rows_total from "
                                + table.sql(dialect) + " where table_name = ? and new_column = ?",
                        pair.table().name(),
                        pair.newColumn().name())
                .stream()
                .findFirst();
    }

    /** Returns the names of the triggers of all changes of a table, whose own they are. */
    List<String> triggers(String tableName) throws SQLException {
        return dialect.server(connection).exists(table)
                ? Sql.texts(
                        connection,
                        "select trigger_name from " + table.sql(dialect) + " where table_name = ?",
                        tableName)
                : List.of();
    }

    /** Returns the other changes of a table that use one of these columns, as {@code old -> new}. */
    List<String> sharing(ColumnPair pair) throws SQLException {
        if (!dialect.server(connection).exists(table)) {
            return List.of();
        }
        String columns = "(" + dialect.text(pair.oldColumn().name()) + ", "
                + dialect.text(pair.newColumn().name()) + ")";
        return Sql.texts(
                connection,
                "select concat(old_column, ' to ', new_column) from " + table.sql(dialect)
                        + " where table_name = ? and new_column <> ? and phase <> 'contracted'"
                        + " and (old_column in " + columns + " or new_column in " + columns + ")",
                pair.table().name(),
                pair.newColumn().name());
    }

    /** Records a change that begins. */
    void begin(ColumnPair pair, ColumnState state) throws SQLException {
        Sql.update(
                connection,
                "insert into " + table.sql(dialect)
                        + " (table_name, new_column, old_column, trigger_name, release_name,"
                        + " definition, phase, rows_done, rows_total, started_ms, updated_ms)"
                        + " values (?, ?, ?, ?, ?, ?, ?, 0, 0, " + dialect.nowMillis() + ", " + dialect.nowMillis()
                        + ")",
                pair.table().name(),
                pair.newColumn().name(),
                pair.oldColumn().name(),
                pair.trigger(),
                state.release(),
                state.definition(),
                state.phase().word());
    }

    /** Records how far a change is. */
    void update(ColumnPair pair, ColumnState state) throws SQLException {
        Sql.update(
                connection,
                "update " + table.sql(dialect) + " set phase = ?, watermark = ?, rows_done = ?, rows_total = ?,"
                        + " updated_ms = " + dialect.nowMillis() + " where table_name = ? and new_column = ?",
                state.phase().word(),
                state.watermark().map(JSON::toJson).orElse(null),
                state.rowsDone(),
                state.rowsTotal(),
                pair.table().name(),
                pair.newColumn().name());
    }

    /** Records how far a copy is, unless another run has ended it: a lane may live a moment longer than the lock. */
    void copied(ColumnPair pair, ColumnState state) throws SQLException {
        Sql.update(
                connection,
                "update " + table.sql(dialect) + " set watermark = ?, rows_done = ?, updated_ms = "
                        + dialect.nowMillis() + " where table_name = ? and new_column = ? and phase = ?",
                state.watermark().map(JSON::toJson).orElse(null),
                state.rowsDone(),
                pair.table().name(),
                pair.newColumn().name(),
                Phase.COPYING.word());
    }

    /** Forgets a change and its conflicts. */
    void forget(ColumnPair pair) throws SQLException {
        for (TableName of : List.of(conflicts, table)) {
            Sql.update(
                    connection,
                    "delete from " + of.sql(dialect) + " where table_name = ? and new_column = ?",
                    pair.table().name(),
                    pair.newColumn().name());
        }
    }

    /** Returns how many writes gave both columns values that did not agree. */
    long conflicts(ColumnPair pair) throws SQLException {
        return dialect.server(connection).exists(conflicts)
                ? Sql.number(
                        connection,
                        "select count(*) from " + conflicts.sql(dialect) + " where table_name = ? and new_column = ?",
                        pair.table().name(),
                        pair.newColumn().name())
                : 0;
    }

    private static ColumnState state(ResultSet row) throws SQLException {
        @Nullable String watermark = row.getString(4);
        return new ColumnState(
                Phase.of(row.getString(1)),
                row.getString(2),
                row.getString(3),
                watermark == null ? Optional.empty() : Optional.of(List.of(JSON.fromJson(watermark, String[].class))),
                row.getLong(5),
                row.getLong(6));
    }
}
