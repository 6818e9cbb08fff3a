package org.jettyferry.update;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.Sha256;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.SqlScript;
import org.jettyferry.jdbc.TableName;

/**
 * Remembers in a schema that all change sets of a folder have run there. To find that out takes Liquibase some seconds of
 * processor time; to compare two checksums takes none.
 *
 * <p>The mark is the checksum of the folder and of the rows of {@code DATABASECHANGELOG}. A file that changes, or a row that
 * anybody adds or deletes, makes it void.
 */
record UpToDateMark(Connection connection, Dialect dialect, String schema) {
    private static final String TABLE = "ferry_update_mark";

    /**
     * Returns what the mark of the present state would be; empty if nothing has run yet. Read it before the change sets
     * are looked at: what runs meanwhile makes it void.
     *
     * @param folder the checksum of the folder
     */
    Optional<String> of(String folder) throws SQLException {
        TableName log = new TableName(schema, dialect.fold("DATABASECHANGELOG"));
        if (!dialect.server(connection).exists(log)) {
            return Optional.empty();
        }
        Sha256 hash = new Sha256().add(folder);
        List<String> rows = Sql.texts(
                connection,
                "select concat(ID, '|', AUTHOR, '|', FILENAME, '|', coalesce(MD5SUM, '')) from " + log.sql(dialect)
                        + " order by ORDEREXECUTED, ID, AUTHOR, FILENAME");
        rows.forEach(row -> hash.add(row).add("\n"));
        return Optional.of(hash.hex());
    }

    /** Returns whether the schema has this mark. */
    boolean isSet(String mark) throws SQLException {
        return dialect.server(connection).exists(table())
                && Sql.texts(connection, "select mark from " + table().sql(dialect))
                        .contains(mark);
    }

    /** Sets the mark. */
    void set(String mark) throws SQLException {
        if (!dialect.server(connection).exists(table())) {
            Sql.execute(connection, SqlScript.load(dialect, "update-mark", Map.of(TABLE, table().sql(dialect))));
        }
        if (Sql.update(connection, "update " + table().sql(dialect) + " set mark = ? where id = 1", mark) == 0) {
            Sql.update(connection, "insert into " + table().sql(dialect) + " (id, mark) values (1, ?)", mark);
        }
    }

    private TableName table() {
        return new TableName(schema, TABLE);
    }
}
