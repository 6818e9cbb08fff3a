package org.jettyferry.guest;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lends a connection for a moment, over which a lock is taken that has to last. A lock stays with the server's session. So a
 * connection goes back to a pool, which keeps it open; where there is no pool, the lender keeps one. Not thread-safe.
 */
final class Lender {
    private static final int PATIENCE_SECONDS = 5;

    /** No pool of sessions is larger. */
    private static final int MOST = 200;

    /** Opens a connection, or gets one from a pool. */
    @FunctionalInterface
    interface Connector {
        Connection open() throws SQLException;
    }

    private final Connector connector;
    private boolean keeps;
    private @Nullable Connection kept;

    private Lender(Connector connector, boolean keeps) {
        this.connector = connector;
        this.keeps = keeps;
    }

    /** Lends always the same connection, which it keeps open, and opens another one when that breaks. */
    static Lender keeping(Connector connector) {
        return new Lender(connector, true);
    }

    /** Keeps none. */
    static Lender of(Connector pool) {
        return new Lender(pool, false);
    }

    /** Keeps one from now on. */
    void keepOne() {
        keeps = true;
    }

    /** Returns whether it keeps one. */
    boolean keeps() {
        return keeps;
    }

    Connection lend() throws SQLException {
        Connection last = kept;
        if (last != null) {
            if (last.isValid(PATIENCE_SECONDS)) {
                return last;
            }
            kept = null;
            last.close();
        }
        Connection next = connector.open();
        kept = keeps ? next : null;
        return next;
    }

    void giveBack(Connection connection) throws SQLException {
        if (!keeps) {
            connection.close();
        }
    }

    /**
     * Frees a lock. A pool lends any of its connections: all that it lends are held until the right one is among them.
     *
     * @param session the number of the server's session that has it
     */
    void free(PresenceLock lock, long session) throws SQLException {
        List<Connection> lent = new ArrayList<>();
        try {
            boolean held = true;
            while (held && lent.size() < (keeps ? 1 : MOST)) {
                Connection next = lend();
                lent.add(next);
                held = lock.holder(next).orElse(-1) == session && !lock.free(next);
            }
        } finally {
            for (Connection connection : lent) {
                connection.close();
            }
        }
    }
}
