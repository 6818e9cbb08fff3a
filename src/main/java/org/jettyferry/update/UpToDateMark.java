package org.jettyferry.update;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.OwnTable;
import org.jettyferry.jdbc.Sha256;
import org.jettyferry.jdbc.Sql;
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
        List<String> rows = new UpdateHistory(connection, dialect, schema).checksums();
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        Sha256 hash = new Sha256().add(folder);
        rows.forEach(row -> hash.add(row).add("\n"));
        return Optional.of(hash.hex());
    }

    /** Returns whether the schema has this mark. */
    boolean isSet(String mark) throws SQLException {
        return table().exists()
                && Sql.texts(connection, "select mark from " + table().sql()).contains(mark);
    }

    /** Sets the mark. */
    void set(String mark) throws SQLException {
        table().make("update-mark");
        if (Sql.update(connection, "update " + table().sql() + " set mark = ? where id = 1", mark) == 0) {
            Sql.update(connection, "insert into " + table().sql() + " (id, mark) values (1, ?)", mark);
        }
    }

    private OwnTable table() {
        return new OwnTable(connection, dialect, new TableName(schema, TABLE));
    }
}
