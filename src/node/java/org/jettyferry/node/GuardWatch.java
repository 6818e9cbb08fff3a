package org.jettyferry.node;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jettyferry.node.guard.CheckResult;
import org.jspecify.annotations.Nullable;

/**
 * Checks the session tables at an interval as long as web applications use them: one daemon thread, one check at a
 * time. No request waits for it. Thread-safe.
 *
 * <p>It reacts in both directions. Tables that change under running web applications close these with 503. Tables
 * that fit again reopen web applications that were kept off from the start, by a restart.
 */
final class GuardWatch {
    private static final Logger LOG = Logger.getLogger(GuardWatch.class.getName());

    private final GuardPolicy policy;
    private final long intervalNanos;
    private final Set<GuardedWebapp> webapps = ConcurrentHashMap.newKeySet();
    private volatile @Nullable CheckResult closing;
    private @Nullable Thread thread;

    /**
     * Makes a watch that starts with the first web application.
     *
     * @param intervalMillis the time between two checks; 0 to check only at the start
     */
    GuardWatch(GuardPolicy policy, long intervalMillis) {
        this.policy = policy;
        this.intervalNanos = intervalMillis * 1_000_000;
    }

    /** Returns why running web applications answer 503 now; null if they do not. */
    @Nullable
    CheckResult closing() {
        return closing;
    }

    boolean isEmpty() {
        return webapps.isEmpty();
    }

    synchronized void enter(GuardedWebapp webapp) {
        webapps.add(webapp);
        if (thread == null && intervalNanos > 0) {
            thread = new Thread(this::run, "ferry-guard-watch");
            thread.setDaemon(true);
            thread.setContextClassLoader(GuardWatch.class.getClassLoader());
            thread.start();
        }
    }

    /** Removes a web application. It does not interrupt the thread, which may be restarting this web application. */
    synchronized void leave(GuardedWebapp webapp) {
        webapps.remove(webapp);
        if (webapps.isEmpty() && thread != null) {
            LockSupport.unpark(thread);
        }
    }

    private void run() {
        while (pause()) {
            try {
                check();
            } catch (RuntimeException | LinkageError e) {
                LOG.log(Level.WARNING, "The session tables could not be checked again", e);
            }
        }
    }

    /** @return false if the thread must end */
    private boolean pause() {
        long end = System.nanoTime() + intervalNanos;
        while (!isOver()) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return true;
            }
            LockSupport.parkNanos(this, left);
        }
        return false;
    }

    /** Returns whether no web application is left. The thread must end then, because another may start. */
    private synchronized boolean isOver() {
        if (webapps.isEmpty()) {
            thread = null;
            return true;
        }
        return false;
    }

    /**
     * Checks the tables and closes running web applications if they do not fit. If the tables have changed under
     * them, they stay closed: Jetty holds sessions from before the change, and would overwrite the new ones.
     */
    private void check() {
        CheckResult before = closing;
        if (before != null && before.kind() == CheckResult.Kind.WRONG) {
            return;
        }
        CheckResult now = policy.checkNow();
        if (now.kind() == CheckResult.Kind.UNKNOWN) {
            return; // an outage of the store concerns Jetty, not the guard
        }
        if (!policy.rejects(now)) {
            open(before);
        } else if ((before == null || before.kind() != now.kind())
                && webapps.stream().anyMatch(webapp -> !webapp.keptOff())) {
            closing = now;
            LOG.severe(now.sentence() + " From now on this node answers 503"
                    + (now.kind() == CheckResult.Kind.WRONG
                            ? ": the tables have changed under it. Stop it, and start it again when they fit."
                            : " until that is over."));
        }
    }

    private void open(@Nullable CheckResult before) {
        if (before != null) {
            closing = null;
            LOG.info("The session tables are free again: this node is back in service.");
        }
        for (GuardedWebapp webapp : webapps) {
            if (webapp.keptOff() && !policy.rejectsWebapp(webapp.path())) {
                LOG.info("The session tables fit now: the web application at /"
                        + webapp.path().replaceFirst("^/", "") + " may be started again.");
                webapp.reopen();
            }
        }
    }
}
