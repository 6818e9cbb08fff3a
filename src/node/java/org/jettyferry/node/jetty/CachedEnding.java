package org.jettyferry.node.jetty;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Ends the sessions of a web application of Jetty 9.4 to 12.1. Not thread-safe.
 *
 * <p>Facts, read in 9.4.8, 9.4.58 and 12.1.12: {@code JDBCSessionDataStore.delete} returns whether it has deleted the row.
 * {@code Session.invalidate} calls the listeners, then those of the attributes, and then invalidates the sessions of the
 * same id in all web applications: so this does the first two and leaves out the third. It does them also with a
 * {@code NullSessionCache}.
 */
final class CachedEnding {
    private static final Logger LOG = Logger.getLogger(CachedEnding.class.getName());
    private static final String LISTENERS = "callSessionDestroyedListeners";
    private static final JettyMethod CONNECT = new JettyMethod("getConnection");
    private static final JettyMethod BEGIN = new JettyMethod("beginInvalidate");
    private static final JettyMethod FINISH = new JettyMethod("finishInvalidate");

    private final Object cache;
    private final Object store;
    private final Map<String, Object> memory;
    private final Pass pass = new Pass();

    /**
     * @param memory the cache's own map of sessions; empty if it has none
     * @param store a {@code JDBCSessionDataStore}, or a {@code NullSessionDataStore}, of whose sessions there are no rows
     */
    CachedEnding(Object cache, Object store, Map<String, Object> memory) {
        this.cache = cache;
        this.store = store;
        this.memory = memory;
    }

    Pass all(BooleanSupplier still) {
        Set<String> ids = new LinkedHashSet<>(memory.keySet());
        try {
            ids.addAll(rows());
        } catch (SQLException | UnsupportedJettyException e) {
            pass.kept(1, "or more can't be looked for (" + Failure.of(e) + "): kept");
        }
        for (String id : ids) {
            if (!still.getAsBoolean()) {
                return pass;
            }
            try {
                end(id);
            } catch (UnsupportedJettyException e) {
                pass.kept(1, "can't be ended (" + Failure.of(e) + "): kept");
            }
        }
        return pass;
    }

    private Set<String> rows() throws SQLException {
        if (!Reflection.isA(store, "JDBCSessionDataStore")) {
            return Collections.emptySet();
        }
        Object context = part("SessionContext");
        TableRows rows = new TableRows(part("SessionTableSchema"), "getIdColumn");
        try (Connection connection = (Connection) CONNECT.on(part("DatabaseAdaptor"))) {
            if (connection == null) {
                throw new SQLException("Jetty gives no connection");
            }
            connection.setAutoCommit(true);
            return rows.of(
                            connection,
                            String.valueOf(Reflection.call(context, "getCanonicalContextPath")),
                            String.valueOf(Reflection.call(context, "getVhost")))
                    .keySet();
        }
    }

    private Object part(String type) {
        return Reflection.field(store, type)
                .orElseThrow(() -> new UnsupportedJettyException("the session store has no " + type, null));
    }

    private void end(String id) {
        Object session = memory.get(id);
        Object data = session == null ? readable(id) : null;
        boolean mine = Boolean.TRUE.equals(Reflection.call(store, "delete", id));
        if (session != null) {
            Object dropped = session;
            CachedSessions.locked(session, () -> {
                CachedSessions.RESIDENT.on(dropped, false);
                Reflection.call(cache, "doDelete", id);
                return true;
            });
        } else if (mine && data != null) {
            session = Reflection.call(cache, "newSession", data);
        }
        if (mine) {
            pass.ended();
            if (session != null) {
                invalidate(session);
            }
        } else if (session != null) {
            pass.released();
        }
    }

    /** Returns the row as Jetty reads it; null if it can't: then the session ends without its listeners. */
    private @Nullable Object readable(String id) {
        try {
            return Reflection.call(store, "load", id);
        } catch (UnsupportedJettyException e) {
            LOG.warning("a session that can't be read ends without a call of its listeners (" + Failure.of(e) + ")");
            return null;
        }
    }

    private void invalidate(Object session) {
        try {
            if (!BEGIN.is(session)) {
                return; // its own application does it
            }
            try {
                callListeners(session);
            } catch (UnsupportedJettyException e) {
                LOG.log(Level.WARNING, "a listener failed when a session was ended", e);
            } finally {
                FINISH.on(session);
            }
        } catch (UnsupportedJettyException e) {
            LOG.log(Level.FINE, "its own application has ended it", e);
        }
    }

    private void callListeners(Object session) {
        Object manager = Reflection.get(cache, "getSessionManager").orElse(null); // from 12 on
        if (manager != null) {
            Reflection.call(manager, "onSessionDestroyed", session);
        } else {
            Object handler = Reflection.get(cache, "getSessionHandler")
                    .orElseThrow(() -> new UnsupportedJettyException("no session handler", null));
            Optional<Method> all = Reflection.findMethod(handler, LISTENERS, session); // from 9.4.15 on
            if (all.isPresent()) {
                Reflection.invoke(all.get(), handler, session);
            } else {
                DestroyedListeners.call(handler, session);
            }
        }
    }
}
