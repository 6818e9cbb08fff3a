package org.jettyferry.update.column;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jettyferry.jdbc.Catalog;
import org.jettyferry.jdbc.ColumnPair;
import org.jettyferry.jdbc.ColumnSync;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.Sha256;
import org.jettyferry.jdbc.Table;
import org.jettyferry.jdbc.TableName;

/**
 * The table of a change and its two columns, as the database spells them.
 *
 * @param connection over which all work on it is done
 * @param table the table at present; one of the columns may be missing
 */
record ColumnTarget(Connection connection, Dialect dialect, Table table, ColumnPair pair, TableKey key) {

    /**
     * Finds the table.
     *
     * @throws OperatorException if there is no such table, or it has no primary key
     */
    static ColumnTarget of(Connection connection, Dialect dialect, ColumnChange change) throws SQLException {
        return find(connection, dialect, change)
                .orElseThrow(() -> new OperatorException(
                        Kind.REFUSED,
                        "there is no table " + change.table() + " in the schema of the connection",
                        "Check the table in the file, and the schema. Nothing was changed."));
    }

    /**
     * Finds the table; returns nothing if there is none.
     *
     * @throws OperatorException if it has no primary key
     */
    static Optional<ColumnTarget> find(Connection connection, Dialect dialect, ColumnChange change)
            throws SQLException {
        Catalog server = dialect.server(connection);
        Optional<Table> found = table(server, dialect, new TableName(server.currentSchema(), change.table()));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Table table = found.get();
        if (table.primaryKey().isEmpty()) {
            throw new OperatorException(
                    Kind.REFUSED,
                    "the table " + table.name() + " has no primary key",
                    "Rows are copied in the order of the primary key: add one. Nothing was changed.");
        }
        return Optional.of(new ColumnTarget(
                connection, dialect, table, pair(server, dialect, table, change), TableKey.of(dialect, table)));
    }

    private static Optional<Table> table(Catalog server, Dialect dialect, TableName written) throws SQLException {
        return server.table(written.sibling(spelling(server, dialect, written))).filter(found -> !found.view());
    }

    /** Returns the name as it is written if there is such a table, else as the server reads it, else the only one like it. */
    private static String spelling(Catalog server, Dialect dialect, TableName written) throws SQLException {
        List<String> like = server.namedLike(written);
        String folded = dialect.fold(written.name());
        if (like.contains(written.name())) {
            return written.name();
        }
        return like.contains(folded) || like.size() != 1 ? folded : like.get(0);
    }

    private static ColumnPair pair(Catalog server, Dialect dialect, Table table, ColumnChange change)
            throws SQLException {
        String oldColumn = spelled(table, dialect, change.oldColumn());
        String newColumn = spelled(table, dialect, change.newColumn());
        String newType = table.column(newColumn).map(Table.Column::type).orElse(change.typeOn(dialect));
        return new ColumnPair(
                table.name(),
                table.primaryKey(),
                new ColumnPair.Side(
                        oldColumn,
                        table.column(oldColumn).map(Table.Column::type).orElse(""),
                        change.downOn(dialect)),
                new ColumnPair.Side(newColumn, newType, change.upOn(dialect)),
                server.columnDefault(table.name(), oldColumn),
                triggerName(table.name().name(), newColumn),
                table.name().sibling(ColumnJournal.CONFLICTS));
    }

    private static String spelled(Table table, Dialect dialect, String column) {
        return table.column(column).map(Table.Column::name).orElse(dialect.fold(column));
    }

    /** Returns a name that fits every server, and that no other change has. */
    private static String triggerName(String table, String column) {
        String text = table.toLowerCase(Locale.ROOT) + "." + column.toLowerCase(Locale.ROOT);
        return "ferry_column_" + new Sha256().add(text).hex().substring(0, 12);
    }

    /** Returns the checksum of what the file says for this database. */
    static String definition(Dialect dialect, ColumnChange change) {
        return new Sha256()
                .add(String.join(
                        "\n", change.oldColumn(), change.typeOn(dialect), change.upOn(dialect), change.downOn(dialect)))
                .hex();
    }

    /** Returns the same over another connection. */
    ColumnTarget over(Connection other) {
        return new ColumnTarget(other, dialect, table, pair, key);
    }

    boolean hasOld() {
        return table.column(pair.oldColumn().name()).isPresent();
    }

    boolean hasNew() {
        return table.column(pair.newColumn().name()).isPresent();
    }

    ColumnSync sync() {
        return dialect.columnSync();
    }

    Catalog server() {
        return dialect.server(connection);
    }
}
