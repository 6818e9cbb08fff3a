package org.jettyferry.node.jetty;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * The sessions of Jetty up to 9.3, of its {@code JDBCSessionManager}.
 *
 * <p>Facts, read in 9.3.30, {@code JDBCSessionManager} and {@code AbstractSession}: at the end of a request
 * ({@code complete}) a session is written as a whole if an attribute was set; otherwise only its times, and only if they
 * were last saved longer ago than {@code saveInterval}, 60 s by default. So what is in memory and not in the row: times,
 * and changes within an attribute that was not set again. Jetty itself would never write the latter.
 *
 * <p>The number of requests of a session is 0 at rest, but of one that was loaded from its row it is 1: its constructor
 * counts a request that never completes. So 1 may mean either. While requests of the web application are let in, it
 * means a request until the last access is half a second ago: a longer request of such a session may be overtaken, and
 * then writes its own object over what another request has done meanwhile. Without such requests it means none.
 */
final class ManagedSessions extends MemorySessions {
    private static final int BATCH = 100;
    private static final long REST_MILLIS = 500;
    private static final JettyMethod REQUESTS = new JettyMethod("getRequests");
    private static final JettyMethod VALID = new JettyMethod("isValid");
    private static final JettyMethod NEW = new JettyMethod("isNew");
    private static final JettyMethod ACCESSED = new JettyMethod("getAccessed");

    private final Object manager;
    private final ClassLoader loader;

    ManagedSessions(Object manager, ClassLoader loader) {
        this.manager = manager;
        this.loader = loader;
    }

    @Override
    public Pass release(boolean drained) {
        Pass pass = new Pass();
        Map<String, Object> sessions = map(manager);
        sessions.forEach((id, session) -> {
            synchronized (session) {
                if (isBusy(session, drained)) {
                    pass.busy(id);
                } else {
                    remove(sessions, id, session, pass);
                }
            }
        });
        return pass;
    }

    @Override
    public Pass writeAndRelease(boolean drained) {
        return WithLoader.call(loader, () -> new Writing(drained).all());
    }

    @Override
    public Pass end(BooleanSupplier still) {
        return WithLoader.call(loader, () -> new ManagedEnding(manager, map(manager)).all(still));
    }

    private static boolean isBusy(Object session, boolean drained) {
        if (!VALID.is(session)) {
            return true; // its own thread is about to remove it
        }
        long requests = REQUESTS.number(session);
        return requests > 1 || (requests == 1 && (NEW.is(session) || (!drained && isFresh(session))));
    }

    private static boolean isFresh(Object session) {
        return System.currentTimeMillis() - ACCESSED.number(session) < REST_MILLIS;
    }

    private static void remove(Map<String, Object> sessions, String id, Object session, Pass pass) {
        if (sessions.remove(id, session)) {
            pass.released();
        }
    }

    /** One pass that writes: in batches over one connection, because without a pool each save would open its own. */
    private final class Writing {
        private final boolean drained;
        private final Map<String, Object> sessions = map(manager);
        private final Pass pass = new Pass();
        private final List<SessionRow> rows = new ArrayList<>();

        Writing(boolean drained) {
            this.drained = drained;
        }

        Pass all() {
            try (RowBatch batch = new RowBatch(manager)) {
                sessions.forEach((id, session) -> {
                    visit(id, session);
                    if (rows.size() >= BATCH) {
                        write(batch);
                    }
                });
                write(batch);
            }
            return pass;
        }

        private void visit(String id, Object session) {
            try {
                synchronized (session) {
                    if (isBusy(session, drained)) {
                        pass.busy(id);
                    } else if (SessionRow.isAhead(session)) {
                        rows.add(new SessionRow(id, session));
                    } else {
                        remove(sessions, id, session, pass);
                    }
                }
            } catch (UnsupportedJettyException e) {
                pass.kept(1, "can't be written (" + Failure.of(e) + "): kept in memory");
            }
        }

        private void write(RowBatch batch) {
            try {
                long now = System.currentTimeMillis();
                boolean[] hit = batch.write(rows, now);
                for (int i = 0; i < hit.length; i++) {
                    release(rows.get(i), hit[i], now);
                }
            } catch (SQLException e) {
                rows.forEach(SessionRow::stays);
                pass.kept(rows.size(), "can't be written (" + Failure.of(e) + "): kept in memory");
            }
            rows.clear();
        }

        /** Lets go of a session that was written, unless it was used meanwhile. One whose row was not hit is stale. */
        private void release(SessionRow row, boolean hit, long now) {
            synchronized (row.session) {
                if (isBusy(row.session, drained) || row.isOutdated()) {
                    row.stays();
                    pass.busy(row.id);
                    return;
                }
                if (hit) {
                    row.saved(now);
                    pass.written();
                }
                remove(sessions, row.id, row.session, pass);
            }
        }
    }
}
