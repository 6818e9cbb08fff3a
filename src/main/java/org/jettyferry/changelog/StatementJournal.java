package org.jettyferry.changelog;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.OwnTable;
import org.jettyferry.jdbc.Sha256;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.TableName;

/**
 * Records each statement of a change set that has begun and not ended, on a database that commits each DDL statement.
 *
 * <p>A statement that changes rows is committed together with its record. A statement that changes the structure is
 * recorded as begun, with a checksum of the structure before it; the next run compares that checksum with the present
 * one. The records of a change set are deleted in the transaction that enters it in the change log.
 */
final class StatementJournal {
    private static final String TABLE = "ferry_update_statement";

    /** Ferry's own tables, which may come and go between two runs. */
    private static final List<String> OWN = List.of(
            TABLE,
            "ferry_repair",
            "ferry_update_command",
            "ferry_update_mark",
            "ferry_schema_version",
            "ferry_column",
            "ferry_column_conflict");

    private static final int LONGEST_TEXT = 1000;

    private final Connection connection;
    private final Dialect dialect;
    private final String schema;
    private boolean made;

    /** @param connection the one over which the statements run */
    StatementJournal(Connection connection, Dialect dialect, String schema) {
        this.connection = connection;
        this.dialect = dialect;
        this.schema = schema;
    }

    /**
     * A recorded statement.
     *
     * @param number counted from 1 within its change set
     * @param hash of its text
     * @param done whether it has ended
     * @param structure the checksum of the schema's structure before it; empty if it is done
     * @param text its beginning
     */
    record Entry(int number, String hash, boolean done, String structure, String text) {}

    /** Returns the recorded statements of a change set in their order. */
    List<Entry> entries(String changeSet) throws SQLException {
        return exists()
                ? Sql.rows(
                        connection,
                        row -> new Entry(
                                row.getInt(1),
                                row.getString(2),
                                "done".equals(row.getString(3)),
                                row.getString(4),
                                row.getString(5)),
                        "select statement_number, statement_hash, state, structure, statement_text from " + name()
                                + " where change_set = ? order by statement_number",
                        hash(changeSet))
                : List.of();
    }

    /** Makes the table. Commits. */
    void make() throws SQLException {
        if (!made) {
            table().make("update");
            made = true;
        }
    }

    /** Records a statement as begun and commits. */
    void begin(String changeSet, int number, String sql) throws SQLException {
        insert(changeSet, number, sql, "begun", structure());
        connection.commit();
    }

    /** Records that a statement which had begun is done, in the present transaction. */
    void end(String changeSet, int number) throws SQLException {
        Sql.update(
                connection,
                "update " + name() + " set state = 'done', structure = '' where change_set = ?"
                        + " and statement_number = ?",
                hash(changeSet),
                number);
    }

    /** Records a statement that is done, in the present transaction. */
    void record(String changeSet, int number, String sql) throws SQLException {
        insert(changeSet, number, sql, "done", "");
    }

    /** Forgets that a statement has begun, in the present transaction. */
    void forget(String changeSet, int number) throws SQLException {
        Sql.update(
                connection,
                "delete from " + name() + " where change_set = ? and statement_number = ?",
                hash(changeSet),
                number);
    }

    /** Forgets a change set, in the present transaction. */
    void forget(String changeSet) throws SQLException {
        Sql.update(connection, "delete from " + name() + " where change_set = ?", hash(changeSet));
    }

    /** Drops the table if nothing is recorded. Commits. */
    void dropIfEmpty() throws SQLException {
        if (exists() && Sql.number(connection, "select count(*) from " + name()) == 0) {
            Sql.execute(connection, "drop table " + name());
            made = false;
        }
    }

    /** Returns the checksum of the schema's present structure. */
    String structure() throws SQLException {
        return dialect.server(connection)
                .structure(schema, OWN)
                .orElseThrow(() -> new IllegalStateException("a transaction would take the statement back here"));
    }

    static String hash(String text) {
        return new Sha256().add(text).hex();
    }

    private void insert(String changeSet, int number, String sql, String state, String structure) throws SQLException {
        Sql.update(
                connection,
                "insert into " + name() + " (change_set, statement_number, change_set_name, statement_hash, state,"
                        + " structure, statement_text) values (?, ?, ?, ?, ?, ?, ?)",
                hash(changeSet),
                number,
                changeSet.substring(0, Math.min(LONGEST_TEXT, changeSet.length())),
                hash(sql),
                state,
                structure,
                sql.substring(0, Math.min(LONGEST_TEXT, sql.length())));
    }

    private boolean exists() throws SQLException {
        return made || table().exists();
    }

    private OwnTable table() {
        return new OwnTable(connection, dialect, new TableName(schema, TABLE));
    }

    private String name() {
        return table().sql();
    }
}
