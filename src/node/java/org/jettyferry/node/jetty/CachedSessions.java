package org.jettyferry.node.jetty;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of Jetty 9.4 to 12.1: a session cache and a store behind it.
 *
 * <p>Facts, read in 9.4.56 and 12.0.14, {@code AbstractSessionCache} and {@code AbstractSessionDataStore}: a session is
 * written at the end of its last request ({@code release}), with all attributes if one was set or the access times are
 * due ({@code savePeriod}, 0 by default). So an idle session is ahead of its row only if a save failed, or with a save
 * period. {@code store} with {@code dirty} writes it now. {@code doDelete} removes it from memory alone; with
 * {@code setResident(false)}, under the session's lock, the next request loads it anew.
 */
final class CachedSessions extends MemorySessions {
    private static final JettyMethod LOCK = new JettyMethod("lock");
    private static final JettyMethod REQUESTS = new JettyMethod("getRequests");
    private static final JettyMethod VALID = new JettyMethod("isValid");
    static final JettyMethod RESIDENT = new JettyMethod("setResident");
    private static final JettyMethod DATA = new JettyMethod("getSessionData");
    private static final JettyMethod ACCESSED = new JettyMethod("getAccessed");
    private static final JettyMethod SAVED = new JettyMethod("getLastSaved");
    private static final JettyMethod DIRTY = new JettyMethod("isDirty");

    private final Object cache;
    private final ClassLoader loader;

    CachedSessions(Object cache, ClassLoader loader) {
        this.cache = cache;
        this.loader = loader;
    }

    @Override
    public Pass writeAndRelease(boolean drained) {
        return inTable() ? pass(true) : new LostSessions(() -> map(cache).size(), store()).writeAndRelease(drained);
    }

    @Override
    public Pass release(boolean drained) {
        return inTable() ? pass(false) : new Pass();
    }

    @Override
    public Pass end(BooleanSupplier still) {
        Object store = store();
        boolean memoryAlone = Reflection.isA(store, "NullSessionDataStore");
        if (!memoryAlone && !Reflection.isA(store, "JDBCSessionDataStore")) {
            return new LostSessions(() -> isEmpty() ? 1 : map(cache).size(), store).end(still);
        }
        Map<String, Object> memory = isEmpty() ? Collections.emptyMap() : map(cache);
        return WithLoader.call(loader, () -> new CachedEnding(cache, store, memory).all(still));
    }

    /** A cache in front of the table would answer for rows that have changed: it counts as another kind of store. */
    private boolean inTable() {
        return isEmpty() || Reflection.isA(store(), "JDBCSessionDataStore");
    }

    private Object store() {
        return Reflection.get(cache, "getSessionDataStore").orElse(cache);
    }

    /** Returns whether this is a cache that holds no session between two requests. */
    private boolean isEmpty() {
        return Reflection.isA(cache, "NullSessionCache");
    }

    private Pass pass(boolean write) {
        Pass pass = new Pass();
        Map<String, Object> sessions = isEmpty() ? Collections.emptyMap() : map(cache);
        WithLoader.call(loader, () -> {
            sessions.forEach((id, session) -> visit(id, session, write, pass));
            return pass;
        });
        return pass;
    }

    private void visit(String id, Object session, boolean write, Pass pass) {
        try {
            boolean stale = write && !write(id, session, pass);
            release(id, session, write && !stale, pass);
        } catch (UnsupportedJettyException e) {
            pass.kept(1, "can't be written (" + Failure.of(e) + "): kept");
        }
    }

    /**
     * Writes a session that is ahead of its row. That takes a while, and a request that waits for the lock meanwhile must
     * find the session in memory afterwards: so it is let go of in a second step.
     *
     * @return false if its row is newer, so that it must not be written
     */
    private boolean write(String id, Object session, Pass pass) {
        return locked(session, () -> {
            Object data = DATA.on(session);
            if (data == null || REQUESTS.number(session) > 0 || !VALID.is(session) || !isAhead(data)) {
                return true;
            }
            Object store = store();
            if (isNewer(Reflection.call(store, "load", id), SAVED.number(data))) {
                return false;
            }
            boolean old = Reflection.has(session, "willPassivate", 0); // up to 11
            Reflection.call(session, old ? "willPassivate" : "onSessionPassivation");
            Reflection.call(data, "setDirty", true);
            Reflection.call(store, "store", id, data);
            pass.written();
            return true;
        });
    }

    /** @param complete whether the session may only be let go of if its row has all of it */
    private void release(String id, Object session, boolean complete, Pass pass) {
        locked(session, () -> {
            Object data = DATA.on(session);
            if (REQUESTS.number(session) > 0 || (complete && data != null && isAhead(data))) {
                pass.busy(id);
            } else if (VALID.is(session)) {
                RESIDENT.on(session, false);
                Reflection.call(cache, "doDelete", id);
                pass.released();
            }
            return true;
        });
    }

    private static boolean isAhead(Object data) {
        return DIRTY.is(data) || ACCESSED.number(data) > SAVED.number(data);
    }

    /** Returns whether the row was saved or deleted after this node has saved it, so that it must not be overwritten. */
    private static boolean isNewer(@Nullable Object row, long saved) {
        return saved > 0 && (row == null || SAVED.number(row) > saved);
    }

    /** Holds a session's own lock, of a class that differs between releases but can always be closed. */
    static boolean locked(Object session, BooleanSupplier action) {
        AutoCloseable lock = (AutoCloseable) Objects.requireNonNull(LOCK.on(session));
        try {
            return action.getAsBoolean();
        } finally {
            Reflection.call(lock, "close");
        }
    }
}
