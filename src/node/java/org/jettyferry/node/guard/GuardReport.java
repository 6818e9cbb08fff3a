package org.jettyferry.node.guard;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What the guard does on this node, for those who look at it from outside. Thread-safe; waits for nothing. */
public final class GuardReport {
    /** Nothing is kept off. */
    public static final String OPEN = "";

    /** All web applications with sessions in a database answer 503 and touch no table. */
    public static final String KEPT_OFF = "kept off";

    /** They answer 503, or some do; this Jetty may still read and write the tables. */
    public static final String CLOSED = "closed";

    /** A web application whose sessions are in a database. */
    public interface Webapp {
        /** Its context path; empty for the root. */
        String path();

        /** Why it answers 503; null if it does not. */
        @Nullable
        CheckResult reason();

        /** Whether its sessions are kept in memory, so that Jetty touches no table for it. */
        boolean keptOff();
    }

    private final Set<Webapp> webapps = ConcurrentHashMap.newKeySet();

    /** Takes one in that starts. */
    public void add(Webapp webapp) {
        webapps.add(webapp);
    }

    /** Lets one go that ends. */
    public void remove(Webapp webapp) {
        webapps.remove(webapp);
    }

    /** Why web applications answer 503 and what to do about it, by context path; empty if all are open. */
    public Map<String, String> closed() {
        Map<String, String> closed = new TreeMap<>();
        for (Webapp webapp : webapps) {
            CheckResult reason = webapp.reason();
            if (reason != null) {
                closed.put(webapp.path().isEmpty() ? "/" : webapp.path(), reason.text());
            }
        }
        return closed;
    }

    /** The node as a whole: {@link #OPEN}, {@link #KEPT_OFF} or {@link #CLOSED}. */
    public String state() {
        boolean closed = false;
        boolean keptOff = true;
        for (Webapp webapp : webapps) {
            closed |= webapp.reason() != null;
            keptOff &= webapp.keptOff();
        }
        if (!closed) {
            return OPEN;
        }
        return keptOff ? KEPT_OFF : CLOSED;
    }
}
