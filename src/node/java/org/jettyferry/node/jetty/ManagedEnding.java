package org.jettyferry.node.jetty;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Ends the sessions of a web application of Jetty up to 9.3. Not thread-safe.
 *
 * <p>Facts, read in 9.3.30: {@code AbstractSessionManager.removeSession} calls the listeners, the last one first, and ends
 * the sessions of the same id in all web applications; {@code JDBCSessionManager.deleteSession} does not tell whether there
 * was a row. So this deletes the row by Jetty's own statement, and calls the listeners itself. The id is only taken out of
 * use if no web application has a session of it any more.
 */
final class ManagedEnding {
    private static final Logger LOG = Logger.getLogger(ManagedEnding.class.getName());
    private static final JettyMethod CONNECT = new JettyMethod("getConnection");
    private static final JettyMethod ROW = new JettyMethod("getRowId");
    private static final JettyMethod INVALIDATE = new JettyMethod("doInvalidate");

    private final Object manager;
    private final Object ids;
    private final TableRows rows;
    private final String path;
    private final String host;
    private final Map<String, Object> memory;
    private final Set<String> seen = new HashSet<>();
    private final Pass pass = new Pass();

    /** @param manager a {@code JDBCSessionManager} */
    ManagedEnding(Object manager, Map<String, Object> memory) {
        this.manager = manager;
        this.memory = memory;
        ids = Reflection.get(manager, "getSessionIdManager")
                .orElseThrow(() -> new UnsupportedJettyException("no manager of session ids", null));
        Object schema = Reflection.get(ids, "getSessionTableSchema")
                .orElseThrow(() -> new UnsupportedJettyException("no names of its table", null));
        rows = new TableRows(schema, "getRowIdColumn");
        Object context = Reflection.named(manager, "_context").orElse(null);
        path = text("canonicalize", context == null ? "" : Reflection.call(context, "getContextPath"));
        host = text("getVirtualHost", context);
    }

    private String text(String method, @Nullable Object argument) {
        return String.valueOf(Reflection.invoke(Reflection.anyMethod(manager, method, argument), manager, argument));
    }

    Pass all(BooleanSupplier still) {
        try (Connection connection = (Connection) CONNECT.on(ids)) {
            if (connection == null) {
                throw new SQLException("Jetty gives no connection");
            }
            connection.setAutoCommit(true);
            Map<String, String> ending = new LinkedHashMap<>();
            memory.forEach((id, session) -> ending.put(String.valueOf(ROW.on(session)), id));
            ending.putAll(rows.of(connection, path, host));
            for (Map.Entry<String, String> row : ending.entrySet()) {
                if (!still.getAsBoolean()) {
                    return pass;
                }
                end(connection, row.getKey(), row.getValue());
            }
        } catch (SQLException | UnsupportedJettyException e) {
            pass.kept(1, "or more can't be ended (" + Failure.of(e) + "): kept");
        }
        return pass;
    }

    private void end(Connection connection, String row, String id) throws SQLException {
        Object session = memory.get(id);
        if (session == null && seen.add(id)) { // 9.3 may have two rows of one session
            session = readable(id);
        }
        boolean mine = delete(connection, row);
        if (session != null) {
            seen.add(id);
            memory.remove(id, session);
        }
        if (!mine) {
            if (session != null) {
                pass.released();
            }
            return;
        }
        pass.ended();
        if (session != null) {
            invalidate(session);
        }
        if (!rows.isUsed(connection, id)) {
            Reflection.call(ids, "removeSession", id);
        }
    }

    private boolean delete(Connection connection, String row) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                String.valueOf(Reflection.named(ids, "_deleteSession").orElse("")))) {
            delete.setString(1, row);
            return delete.executeUpdate() > 0;
        }
    }

    /** Returns the row as Jetty reads it; null if it can't: then the session ends without its listeners. */
    private @Nullable Object readable(String id) {
        try {
            return Reflection.invoke(
                    Reflection.anyMethod(manager, "loadSession", id, path, host), manager, id, path, host);
        } catch (UnsupportedJettyException e) {
            LOG.warning("a session that can't be read ends without a call of its listeners (" + Failure.of(e) + ")");
            return null;
        }
    }

    private void invalidate(Object session) {
        DestroyedListeners.call(manager, session);
        try {
            INVALIDATE.on(session);
        } catch (UnsupportedJettyException e) {
            LOG.log(Level.WARNING, "a listener of an attribute failed when a session was ended", e);
        }
    }
}
