package org.jettyferry.node.registry;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a node answers for a disabled schema once it has let go of the sessions of its contexts. Immutable. */
public final class SchemaRelease {
    private final long schemaId;
    private final long written;
    private final long released;
    private final String problem;
    private final long request;
    private final long ended;

    /**
     * Makes an answer.
     *
     * @param schemaId the key of {@code ferry_schema}
     * @param written how many sessions were written to the session store, because it did not have all of them
     * @param released how many sessions were let go of
     * @param problem what could not be written or let go of, for people; empty if all is well
     */
    public SchemaRelease(long schemaId, long written, long released, String problem) {
        this(schemaId, written, released, problem, 0, 0);
    }

    private SchemaRelease(long schemaId, long written, long released, String problem, long request, long ended) {
        this.schemaId = schemaId;
        this.written = written;
        this.released = released;
        this.problem = problem;
        this.request = request;
        this.ended = ended;
    }

    /**
     * Returns the same answer for a schema whose sessions were to be ended.
     *
     * @param ofRequest the version of the registry that began the request
     * @param sessions how many this node has ended
     */
    public SchemaRelease ending(long ofRequest, long sessions) {
        return new SchemaRelease(schemaId, written, released, problem, ofRequest, sessions);
    }

    /** Returns the key of {@code ferry_schema}. */
    public long schemaId() {
        return schemaId;
    }

    /** Returns how many sessions were written to the session store since the schema was disabled. */
    public long written() {
        return written;
    }

    /** Returns how many sessions were let go of since the schema was disabled. */
    public long released() {
        return released;
    }

    /** Returns what could not be written or let go of; empty if all is well. */
    public String problem() {
        return problem;
    }

    /** Returns the request to end the sessions that this answers; 0 if there was none. */
    public long request() {
        return request;
    }

    /** Returns how many sessions this node has ended. */
    public long ended() {
        return ended;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SchemaRelease && values().equals(((SchemaRelease) other).values());
    }

    @Override
    public int hashCode() {
        return values().hashCode();
    }

    @Override
    public String toString() {
        return "schema " + schemaId + ": " + written + " written, " + released + " released, " + ended + " ended"
                + (problem.isEmpty() ? "" : ", " + problem);
    }

    private List<Object> values() {
        return Arrays.asList(schemaId, written, released, problem, request, ended);
    }
}
