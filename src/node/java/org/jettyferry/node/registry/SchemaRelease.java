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

    /**
     * Makes an answer.
     *
     * @param schemaId the key of {@code ferry_schema}
     * @param written how many sessions were written to the session store, because it did not have all of them
     * @param released how many sessions were let go of
     * @param problem what could not be written or let go of, for people; empty if all is well
     */
    public SchemaRelease(long schemaId, long written, long released, String problem) {
        this.schemaId = schemaId;
        this.written = written;
        this.released = released;
        this.problem = problem;
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
        return "schema " + schemaId + ": " + written + " written, " + released + " released"
                + (problem.isEmpty() ? "" : ", " + problem);
    }

    private List<Object> values() {
        return Arrays.asList(schemaId, written, released, problem);
    }
}
