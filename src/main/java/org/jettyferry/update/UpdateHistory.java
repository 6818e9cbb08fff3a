package org.jettyferry.update;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.TableName;
import org.jspecify.annotations.Nullable;

/** Reads what has run in a schema, from the tables of Liquibase and of the commands. */
record UpdateHistory(Connection connection, Dialect dialect, String schema) {

    /** Returns what has run, the oldest first, commands behind change sets. */
    List<RanUpdate> all() throws SQLException {
        List<RanUpdate> all = new ArrayList<>();
        if (dialect.server(connection).exists(log())) {
            all.addAll(Sql.rows(
                    connection,
                    UpdateHistory::changeSet,
                    "select ID, AUTHOR, FILENAME, DATEEXECUTED, DESCRIPTION, TAG from " + log().sql(dialect)
                            + " order by ORDEREXECUTED, DATEEXECUTED"));
        }
        all.addAll(new CommandJournal(connection, dialect, schema).done());
        return all;
    }

    /** Returns a line for each change set that has run, with its checksum, in the order in which they ran. */
    List<String> checksums() throws SQLException {
        return dialect.server(connection).exists(log())
                ? Sql.texts(
                        connection,
                        "select concat(ID, '|', AUTHOR, '|', FILENAME, '|', coalesce(MD5SUM, '')) from "
                                + log().sql(dialect) + " order by ORDEREXECUTED, ID, AUTHOR, FILENAME")
                : List.of();
    }

    /** Returns the order number of the change set behind which a tag was set. */
    OptionalLong orderOf(String tag) throws SQLException {
        if (!dialect.server(connection).exists(log())) {
            return OptionalLong.empty();
        }
        return Sql.rows(
                        connection,
                        row -> row.getLong(1),
                        "select ORDEREXECUTED from " + log().sql(dialect) + " where TAG = ?",
                        tag)
                .stream()
                .mapToLong(Long::longValue)
                .max();
    }

    /** Returns the change sets that have run behind an order number, the newest first. */
    List<String> behind(long order) throws SQLException {
        return Sql.rows(
                connection,
                row -> name(row.getString(1), row.getString(2), row.getString(3)),
                "select ID, AUTHOR, FILENAME from " + log().sql(dialect)
                        + " where ORDEREXECUTED > ? order by ORDEREXECUTED desc",
                order);
    }

    private static RanUpdate changeSet(ResultSet row) throws SQLException {
        Timestamp executed = row.getTimestamp(4);
        return new RanUpdate(
                name(row.getString(1), row.getString(2), row.getString(3)),
                executed.toLocalDateTime().withNano(0).toString().replace('T', ' '),
                text(row.getString(5)),
                text(row.getString(6)));
    }

    private static String name(String id, String author, String file) {
        return file + "::" + id + "::" + author;
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private TableName log() {
        return new TableName(schema, dialect.fold("DATABASECHANGELOG"));
    }
}
