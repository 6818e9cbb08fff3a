package org.jettyferry.node.jetty;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows of Jetty up to 9.3 in batches, over one connection of Jetty's own. A row is only written if this node was
 * the last to use the session, and nobody has saved it since: otherwise it is newer. Not thread-safe.
 */
final class RowBatch implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RowBatch.class.getName());
    private static final JettyMethod CONNECT = new JettyMethod("getConnection");
    private static final int PARAMETERS = 9;

    private final Object ids;
    private final String worker;
    private @Nullable Connection connection;

    /** @param manager a {@code JDBCSessionManager} */
    RowBatch(Object manager) {
        ids = Reflection.get(manager, "getSessionIdManager")
                .orElseThrow(() -> new UnsupportedJettyException("no manager of session ids", null));
        worker = String.valueOf(Reflection.call(ids, "getWorkerName"));
    }

    /**
     * Writes rows in one batch, so few of them that requests hardly wait for it: on PostgreSQL a batch is a short
     * transaction, even with auto-commit.
     *
     * @return for each of them whether it was written
     */
    boolean[] write(List<SessionRow> rows, long now) throws SQLException {
        boolean[] hit = new boolean[rows.size()];
        if (rows.isEmpty()) {
            return hit;
        }
        try (PreparedStatement update = connection().prepareStatement(sql())) {
            for (SessionRow row : rows) {
                row.set(update, worker, now);
                update.addBatch();
            }
            int[] counts = update.executeBatch();
            for (int i = 0; i < hit.length; i++) {
                hit[i] = counts[i] > 0 || counts[i] == Statement.SUCCESS_NO_INFO;
            }
            return hit;
        }
    }

    @Override
    public void close() {
        Connection opened = connection;
        try {
            if (opened != null) {
                opened.close();
            }
        } catch (SQLException e) {
            LOG.log(Level.FINE, "a connection to the session store is broken: {0}", e.getClass());
        }
    }

    private Connection connection() throws SQLException {
        Connection opened = connection;
        if (opened == null) {
            opened = (Connection) CONNECT.on(ids);
            if (opened == null) {
                throw new SQLException("Jetty gives no connection");
            }
            connection = opened;
            opened.setAutoCommit(true);
        }
        return opened;
    }

    /** Returns Jetty's own statement, with the names of this site's columns, and two conditions. */
    private String sql() {
        String own = String.valueOf(Reflection.named(ids, "_updateSession").orElse(""));
        Object names = Reflection.call(ids, "getSessionTableSchema");
        if (names == null || own.chars().filter(mark -> mark == '?').count() != PARAMETERS) {
            throw new UnsupportedJettyException("the statement that saves a session is another one", null);
        }
        return own + " and " + Reflection.call(names, "getLastNodeColumn") + " = ? and "
                + Reflection.call(names, "getLastSavedTimeColumn") + " = ?";
    }
}
