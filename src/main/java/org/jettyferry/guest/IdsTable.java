package org.jettyferry.guest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.jetty.TableNames;
import org.jspecify.annotations.Nullable;

/**
 * Keeps {@code JettySessionIds} of generation 1 in step: one row for each id, whatever number of web applications has a
 * session of it. 9.3 uses it only to see whether an id is taken ({@code JDBCSessionIdManager.idInUse}), so a row too
 * many, which a killed node may leave, does no harm.
 */
final class IdsTable {
    private static final String INTEGRITY_VIOLATION = "23";

    private final Connection real;
    private final SessionStatement statement;
    private final String table;
    private final String column;
    private final String sessionId;
    private final String expiry;

    IdsTable(Connection real, TableNames names, SessionStatement statement, Translation translation) {
        this.real = real;
        this.statement = statement;
        // In the schema in which Jetty has found its session table.
        String session = statement.table();
        String schema =
                session.substring(0, session.length() - names.table().written().length());
        this.table = schema + names.idsTable().written();
        this.column = translation.form().requireIdsColumn();
        this.sessionId = names.column(SessionColumn.SESSION_ID).written();
        this.expiry = names.column(SessionColumn.EXPIRY_TIME).written();
    }

    /** Executes a statement on the session table alone, and returns how many sessions have changed. */
    @FunctionalInterface
    interface SessionUpdate {
        int execute() throws SQLException;
    }

    /** Executes a statement, and what belongs to it here. */
    int update(@Nullable Object[] values, SessionUpdate sessions) throws SQLException {
        switch (statement.kind()) {
            case INSERT -> add(text(values[0]));
            case DELETE_ORPHANS -> {
                List<String> ids = expiredAt(values[0]);
                int rows = sessions.execute();
                for (String id : ids) {
                    remove(id);
                }
                return rows;
            }
            default -> {}
        }
        int rows = sessions.execute();
        if (statement.kind() == StatementKind.DELETE) {
            remove(text(values[0]));
        }
        return rows;
    }

    private void add(String id) throws SQLException {
        if (exists(id)) {
            return;
        }
        try (PreparedStatement insert =
                real.prepareStatement("insert into " + table + " (" + column + ") values (?)")) {
            insert.setString(1, id);
            insert.executeUpdate();
        } catch (SQLException e) {
            // Another web application has just had a session of the same id.
            if (e.getSQLState() == null || !e.getSQLState().startsWith(INTEGRITY_VIOLATION)) {
                throw e;
            }
        }
    }

    private boolean exists(String id) throws SQLException {
        try (PreparedStatement select =
                real.prepareStatement("select " + column + " from " + table + " where " + column + " = ?")) {
            select.setString(1, id);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    /** Removes an id, unless another web application still has a session of it. */
    private void remove(String id) throws SQLException {
        try (PreparedStatement delete = real.prepareStatement("delete from " + table + " where " + column
                + " = ? and not exists (select 1 from " + statement.table() + " where " + sessionId + " = ?)")) {
            delete.setString(1, id);
            delete.setString(2, id);
            delete.executeUpdate();
        }
    }

    private List<String> expiredAt(@Nullable Object time) throws SQLException {
        try (PreparedStatement select = real.prepareStatement("select " + sessionId + " from " + statement.table()
                + " where " + expiry + " > 0 and " + expiry + " <= ?")) {
            select.setLong(1, time instanceof Long millis ? millis : 0);
            List<String> ids = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getString(1));
                }
            }
            return ids;
        }
    }

    private static String text(@Nullable Object value) {
        return String.valueOf(value);
    }
}
