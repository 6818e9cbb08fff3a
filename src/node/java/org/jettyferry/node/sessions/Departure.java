package org.jettyferry.node.sessions;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.BooleanSupplier;
import org.jettyferry.node.jetty.Pass;
import org.jettyferry.node.registry.SchemaRelease;
import org.jspecify.annotations.Nullable;

/**
 * The way of one disabled schema from its last request to the answer that its sessions are let go of, or ended if the
 * registry requests that. One thread passes; any thread may read the answer.
 *
 * <p>The first pass runs when no request of the schema is in flight. Sessions that are busy then are passed again, until
 * each of them was seen idle once. Sessions that become busy later do not matter: either requests that are refused have
 * loaded them from their rows, or they belong to other tenants of the same web application.
 */
final class Departure {
    private final long schema;
    private final long ending;
    private final HeldRequests held;
    private final BusySessions waiting = new BusySessions();
    private long written;
    private long released;
    private long ended;
    private volatile @Nullable SchemaRelease answer;

    /**
     * @param ending the request to end the sessions; 0 if they are to be let go of
     * @param held the requests that wait for the schema
     */
    Departure(long schema, long ending, HeldRequests held) {
        this.schema = schema;
        this.ending = ending;
        this.held = held;
    }

    /** Returns whether this does what a request wants; a request that is taken back wants nothing any more. */
    boolean answers(long request) {
        return request == 0 || request == ending;
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
     * @param still whether the schema is still on its way; otherwise nothing is answered
     */
    void pass(List<Webapp> webapps, boolean drained, BooleanSupplier still) {
        Set<String> busy = new HashSet<>();
        StringJoiner problems = new StringJoiner("; ");
        webapps.forEach(webapp -> pass(webapp, drained, still, busy, problems));
        if (ending != 0 && !drained) {
            problems.add(
                    "the contexts of this node share their web applications, so that nobody knows whose sessions to"
                            + " end; they stay");
        }
        if (!still.getAsBoolean()) {
            return;
        }
        if (waiting.areOver(busy)) {
            answer = new SchemaRelease(schema, written, released, problems.toString()).ending(ending, ended);
        } else {
            held.sendAgain();
        }
    }

    private void pass(Webapp webapp, boolean drained, BooleanSupplier still, Set<String> busy, StringJoiner problems) {
        try {
            Pass pass = ending != 0 && drained ? webapp.end(still) : webapp.pass(true, drained);
            written += pass.sessionsWritten();
            released += pass.sessionsReleased();
            ended += pass.sessionsEnded();
            pass.busy().forEach(id -> busy.add(webapp.context + " " + id));
            if (!pass.problem().isEmpty()) {
                problems.add(webapp.context + ": " + pass.problem());
            }
        } catch (RuntimeException | LinkageError e) {
            problems.add(webapp.context + ": its sessions can't be reached (" + e.getMessage() + ")");
        }
    }
}
