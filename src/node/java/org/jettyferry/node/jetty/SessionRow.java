package org.jettyferry.node.jetty;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * What the row of a session of Jetty 9.3 must say, as it was at one moment. Make it while holding the session's monitor,
 * with the class loader of its web application.
 */
final class SessionRow {
    private static final String DIRTY = "_dirty";
    private static final JettyMethod ACCESSED = new JettyMethod("getAccessed");
    private static final JettyMethod LAST_ACCESSED = new JettyMethod("getLastAccessedTime");
    private static final JettyMethod SAVED = new JettyMethod("getLastSaved");
    private static final JettyMethod EXPIRY = new JettyMethod("getExpiryTime");
    private static final JettyMethod INTERVAL = new JettyMethod("getMaxInactiveInterval");
    private static final JettyMethod ROW = new JettyMethod("getRowId");
    private static final JettyMethod ATTRIBUTES = new JettyMethod("getAttributeMap");

    private static final JettyMethod PASSIVATE = new JettyMethod("willPassivate");
    private static final JettyMethod ACTIVATE = new JettyMethod("didActivate");

    final String id;
    final Object session;
    private final String rowId;
    private final long accessed;
    private final long lastAccessed;
    private final long lastSaved;
    private final long expiry;
    private final long interval;
    private final byte[] attributes;

    /** @throws UnsupportedJettyException also if an attribute is not serializable */
    SessionRow(String id, Object session) {
        this.id = id;
        this.session = session;
        rowId = String.valueOf(ROW.on(session));
        accessed = ACCESSED.number(session);
        lastAccessed = LAST_ACCESSED.number(session);
        lastSaved = SAVED.number(session);
        expiry = EXPIRY.number(session);
        interval = INTERVAL.number(session);
        attributes = serialized(session);
    }

    /** Returns whether the session was used since it was saved, so that its row may lack something. */
    static boolean isAhead(Object session) {
        return ACCESSED.number(session) > SAVED.number(session)
                || Boolean.TRUE.equals(Reflection.named(session, DIRTY).orElse(false));
    }

    /** Calls the listeners for passivation first, as Jetty does: attributes may only be serializable after that. */
    private static byte[] serialized(Object session) {
        PASSIVATE.on(session);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(ATTRIBUTES.on(session));
        } catch (IOException | RuntimeException e) {
            ACTIVATE.on(session);
            throw new UnsupportedJettyException("a session can't be serialized", e);
        }
        return bytes.toByteArray();
    }

    /** Sets the parameters of Jetty's own statement, and the two that {@link RowBatch} adds. */
    void set(PreparedStatement update, String worker, long now) throws SQLException {
        update.setString(1, id);
        update.setString(2, worker);
        update.setLong(3, accessed);
        update.setLong(4, lastAccessed);
        update.setLong(5, now);
        update.setLong(6, expiry);
        update.setLong(7, interval);
        update.setBinaryStream(8, new ByteArrayInputStream(attributes), attributes.length);
        update.setString(9, rowId);
        update.setString(10, worker);
        update.setLong(11, lastSaved);
    }

    /** Returns whether a request has used or saved the session since. */
    boolean isOutdated() {
        return ACCESSED.number(session) != accessed || SAVED.number(session) != lastSaved;
    }

    /** Notes in the session that it was saved, so that a request that is just ending does not save it again. */
    void saved(long now) {
        Reflection.call(session, "setLastSaved", now);
        Reflection.set(session, DIRTY, false);
    }

    /** Tells its listeners that it stays in memory. */
    void stays() {
        ACTIVATE.on(session);
    }
}
