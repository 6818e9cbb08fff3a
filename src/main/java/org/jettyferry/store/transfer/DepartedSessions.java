package org.jettyferry.store.transfer;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jettyferry.jdbc.Catalog;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.DatabaseException;
import org.jettyferry.jdbc.OwnTable;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.store.table.StoreNames;

/**
 * The sessions that have left a store for another one, as they stood there. They hold what users have typed, so they should go
 * when nobody needs them any more. Opens a connection for each call; safe for several threads.
 *
 * @param database of the store that they have left
 * @param names of that store, which give its schema
 */
public record DepartedSessions(Database database, StoreNames names) {
    private static final long CHUNK = 10_000;

    /**
     * Those of one web application.
     *
     * @param contextPath as the column has it
     * @param code why they could not be migrated; empty if they were
     * @param rows how many
     */
    public record Group(String contextPath, String code, long rows) {}

    /** Returns how many there are, by web application and code; empty if none has ever left. */
    public List<Group> groups() {
        try (Connection connection = database.open()) {
            OwnTable table = table(connection);
            return table.exists()
                    ? Sql.rows(
                            connection,
                            row -> new Group(row.getString(1), row.getString(2), row.getLong(3)),
                            "select coalesce(contextPath, ''), code, count(*) from " + table.sql()
                                    + " group by coalesce(contextPath, ''), code order by 1, 2")
                    : List.of();
        } catch (SQLException e) {
            throw DatabaseException.of(database.dialect(), "count the sessions that have left", e);
        }
    }

    /**
     * Deletes all of them, a chunk at a time. Killed, it may be called again.
     *
     * @return how many
     */
    public long purge() {
        try (Connection connection = database.open()) {
            OwnTable table = table(connection);
            return table.exists() ? purge(connection, table.sql()) : 0;
        } catch (SQLException e) {
            throw DatabaseException.of(database.dialect(), "delete the sessions that have left", e);
        }
    }

    private static long purge(Connection connection, String table) throws SQLException {
        long last = Sql.number(connection, "select max(row_no) from " + table);
        long first = Sql.number(connection, "select min(row_no) from " + table);
        long purged = 0;
        for (long end = first + CHUNK - 1; first <= last; end += CHUNK) {
            purged += Sql.update(connection, "delete from " + table + " where row_no <= ?", Math.min(end, last));
            first = end + 1;
        }
        return purged;
    }

    private OwnTable table(Connection connection) throws SQLException {
        Catalog server = database.dialect().server(connection);
        String schema = names.schema().isPresent() ? names.schema().get() : server.currentSchema();
        TableName table = server.spelled(new TableName(schema, Departure.TABLE));
        return new OwnTable(connection, database.dialect(), table);
    }
}
