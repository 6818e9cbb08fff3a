package org.jettyferry.update.preflight;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.OwnTable;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.TableName;

/**
 * What repairs have changed in a schema. The table holds values of the site's rows, so it gets no rights from defaults of
 * the server.
 */
final class RepairJournal {
    /** Ferry's table. The change logs of the schema don't know it. */
    static final String TABLE = "ferry_repair";

    private static final int LONGEST_KEY = 1000;
    private static final int LONGEST_STATEMENTS = 10_000;

    private final Connection connection;
    private final Dialect dialect;
    private final OwnTable table;

    RepairJournal(Connection connection, Dialect dialect, String schema) {
        this.connection = connection;
        this.dialect = dialect;
        this.table = new OwnTable(connection, dialect, new TableName(schema, TABLE));
    }

    /** Makes the table if there is none. Commits where the database commits each DDL statement. */
    void make() throws SQLException {
        table.make("repair");
    }

    /** Writes down a repair, in the present transaction. */
    void record(Check check, RepairRow row, List<RowStatement> statements, long changed) throws SQLException {
        String texts = statements.stream().map(RowStatement::text).collect(Collectors.joining(";\n"));
        Sql.update(
                connection,
                "insert into " + table.sql() + " (repaired_ms, check_name, row_key, statements, rows_changed)"
                        + " values (" + dialect.nowMillis() + ", ?, ?, ?, ?)",
                check.name(),
                cut(row.key(), LONGEST_KEY),
                cut(texts, LONGEST_STATEMENTS),
                changed);
    }

    private static String cut(String text, int length) {
        return text.substring(0, Math.min(length, text.length()));
    }
}
