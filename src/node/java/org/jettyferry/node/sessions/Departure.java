package org.jettyferry.node.sessions;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import org.jettyferry.node.jetty.Pass;
import org.jettyferry.node.registry.SchemaRelease;
import org.jspecify.annotations.Nullable;

/**
 * The way of one disabled schema from its last request to the answer that its sessions are let go of. One thread passes;
 * any thread may read the answer.
 *
 * <p>The first pass runs when no request of the schema is in flight. Sessions that are busy then are passed again, until
 * each of them was seen idle once. Sessions that become busy later do not matter: either requests that are refused have
 * loaded them from their rows, or they belong to other tenants of the same web application.
 */
final class Departure {
    private final long schema;
    private final BusySessions waiting = new BusySessions();
    private long written;
    private long released;
    private volatile @Nullable SchemaRelease answer;

    Departure(long schema) {
        this.schema = schema;
    }

    /** Returns the answer; null until all sessions that were there at the end of the last request are let go of. */
    @Nullable
    SchemaRelease answer() {
        return answer;
    }

    /** Returns whether there is nothing left to do. */
    boolean isOver() {
        SchemaRelease given = answer;
        return given != null && given.problem().isEmpty();
    }

    /**
     * Passes over the sessions of web applications that may hold some of this schema.
     *
     * @param drained whether all requests of these web applications are refused now
     */
    void pass(List<Webapp> webapps, boolean drained) {
        Set<String> busy = new HashSet<>();
        StringJoiner problems = new StringJoiner("; ");
        webapps.forEach(webapp -> pass(webapp, drained, busy, problems));
        if (waiting.areOver(busy)) {
            answer = new SchemaRelease(schema, written, released, problems.toString());
        }
    }

    private void pass(Webapp webapp, boolean drained, Set<String> busy, StringJoiner problems) {
        try {
            Pass pass = webapp.pass(true, drained);
            written += pass.sessionsWritten();
            released += pass.sessionsReleased();
            pass.busy().forEach(id -> busy.add(webapp.context + " " + id));
            if (!pass.problem().isEmpty()) {
                problems.add(webapp.context + ": " + pass.problem());
            }
        } catch (RuntimeException | LinkageError e) {
            problems.add(webapp.context + ": its sessions can't be reached (" + e.getMessage() + ")");
        }
    }
}
