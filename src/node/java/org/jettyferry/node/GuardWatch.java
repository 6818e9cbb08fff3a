package org.jettyferry.node;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jettyferry.node.guard.CheckResult;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the session tables again and again, as long as web applications are there that use them: one daemon thread, one
 * look at a time. No request waits for it. Thread-safe.
 */
final class GuardWatch {
    private static final Logger LOG = Logger.getLogger(GuardWatch.class.getName());

    private final GuardPolicy policy;
    private final long restNanos;
    private final Set<GuardedWebapp> webapps = ConcurrentHashMap.newKeySet();
    private volatile @Nullable CheckResult closing;
    private @Nullable Thread thread;

    /**
     * Makes one that rests until the first web application enters.
     *
     * @param restMillis between two looks; 0 to look only at the start
     */
    GuardWatch(GuardPolicy policy, long restMillis) {
        this.policy = policy;
        this.restNanos = restMillis * 1_000_000;
    }

    /** Why running web applications answer 503 now; null if they do not. */
    @Nullable
    CheckResult closing() {
        return closing;
    }

    boolean isEmpty() {
        return webapps.isEmpty();
    }

    synchronized void enter(GuardedWebapp webapp) {
        webapps.add(webapp);
        if (thread == null && restNanos > 0) {
            thread = new Thread(this::run, "ferry-guard-watch");
            thread.setDaemon(true);
            thread.setContextClassLoader(GuardWatch.class.getClassLoader());
            thread.start();
        }
    }

    /** Does not interrupt the thread: it may be the one that restarts this web application. */
    synchronized void leave(GuardedWebapp webapp) {
        webapps.remove(webapp);
        if (webapps.isEmpty() && thread != null) {
            LockSupport.unpark(thread);
        }
    }

    private void run() {
        while (rest()) {
            try {
                look();
            } catch (RuntimeException | LinkageError e) {
                LOG.log(Level.WARNING, "The session tables could not be looked at again", e);
            }
        }
    }

    /** @return false if the thread is to end */
    private boolean rest() {
        long end = System.nanoTime() + restNanos;
        while (!over()) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return true;
            }
            LockSupport.parkNanos(this, left);
        }
        return false;
    }

    /** Once it has said so the thread has to end: another one may begin. */
    private synchronized boolean over() {
        if (webapps.isEmpty()) {
            thread = null;
            return true;
        }
        return false;
    }

    /**
     * What a look finds closes the web applications that run. Where the tables have changed under them they stay closed:
     * Jetty holds sessions of before the change, and would write them over the new ones.
     */
    private void look() {
        CheckResult before = closing;
        if (before != null && before.kind() == CheckResult.Kind.WRONG) {
            return;
        }
        CheckResult now = policy.lookAgain();
        if (now.kind() == CheckResult.Kind.UNKNOWN) {
            return; // a store that does not answer for a while is Jetty's own trouble
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
