package org.jettyferry.node.guard;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Reports what the guard does on this node, for status pages and heartbeats. Thread-safe; never blocks. */
public final class GuardReport {
    /** No web application is kept off its tables. */
    public static final String OPEN = "";

    /** All web applications with sessions in a database answer 503, and Jetty touches no table. */
    public static final String KEPT_OFF = "kept off";

    /** At least one answers 503, but this Jetty may still read and write the tables. */
    public static final String CLOSED = "closed";

    /** None is kept off, and one at least reaches them by the guest's driver. */
    public static final String GUEST = "guest";

    /** A web application whose sessions are in a database. */
    public interface Webapp {
        /** Returns its context path; empty for the root. */
        String path();

        /** Returns why it answers 503; null if it does not. */
        @Nullable
        CheckResult reason();

        /** Returns whether this Jetty reaches its tables by the guest's driver. */
        boolean isGuest();

        /** Returns whether its sessions are in memory, so that Jetty touches no table for it. */
        boolean keptOff();
    }

    private final Set<Webapp> webapps = ConcurrentHashMap.newKeySet();

    /** Adds a web application that starts. */
    public void add(Webapp webapp) {
        webapps.add(webapp);
    }

    /** Removes a web application that ends. */
    public void remove(Webapp webapp) {
        webapps.remove(webapp);
    }

    /** Returns why web applications answer 503 and what to do, by context path; empty if none does. */
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

    /** Returns the state of the whole node: {@link #OPEN}, {@link #GUEST}, {@link #KEPT_OFF} or {@link #CLOSED}. */
    public String state() {
        boolean guest = false;
        boolean closed = false;
        boolean keptOff = true;
        for (Webapp webapp : webapps) {
            guest |= webapp.isGuest();
            closed |= webapp.reason() != null;
            keptOff &= webapp.keptOff();
        }
        if (!closed) {
            return guest ? GUEST : OPEN;
        }
        return keptOff ? KEPT_OFF : CLOSED;
    }
}
