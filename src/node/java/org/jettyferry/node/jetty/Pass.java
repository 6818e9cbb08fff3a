package org.jettyferry.node.jetty;

import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What one pass over the sessions in memory has done. Not thread-safe. */
public final class Pass {
    private final Set<String> busy = new HashSet<>();
    private final Map<String, Integer> kept = new TreeMap<>();
    private long written;
    private long released;
    private long ended;

    /** Makes a pass that has done nothing. */
    public Pass() {}

    /** Notes that a session was written to the session store. */
    public void written() {
        written++;
    }

    /** Notes that a session was let go of. */
    public void released() {
        released++;
    }

    /** Notes that a session was ended, by this node and no other. */
    public void ended() {
        ended++;
    }

    /** Notes a session that is kept because a request is under way in it. */
    public void busy(String id) {
        busy.add(id);
    }

    /** Notes sessions that are kept because they cannot be written, and why, without a word of what is in them. */
    public void kept(int sessions, String why) {
        if (sessions > 0) {
            kept.merge(why, sessions, Integer::sum);
        }
    }

    /** Returns how many sessions were written to the session store. */
    public long sessionsWritten() {
        return written;
    }

    /** Returns how many sessions were let go of. */
    public long sessionsReleased() {
        return released;
    }

    /** Returns how many sessions were ended. */
    public long sessionsEnded() {
        return ended;
    }

    /** Returns the ids of the sessions that are kept because a request is under way in them. */
    public Set<String> busy() {
        return Collections.unmodifiableSet(busy);
    }

    /** Returns what else is kept and why, as a phrase; empty if nothing is. */
    public String problem() {
        return kept.entrySet().stream()
                .map(entry ->
                        (entry.getValue() == 1 ? "1 session" : entry.getValue() + " sessions") + " " + entry.getKey())
                .collect(Collectors.joining("; "));
    }
}
