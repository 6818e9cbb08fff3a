package org.jettyferry.node.registry;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of the requests of a schema's contexts that this node did not let through, since its start. Immutable. */
public final class SchemaCounts {
    private final long schemaId;
    private final long parked;
    private final long refused;
    private final long redirected;
    private final long lastRedirect;

    /**
     * Makes counts.
     *
     * @param schemaId the key of {@code ferry_schema}
     * @param parked how many requests have waited
     * @param refused how many got 503
     * @param redirected how many were sent to another server
     * @param lastRedirect when the last one was, as {@link System#nanoTime} gives it; without meaning if there was none
     */
    public SchemaCounts(long schemaId, long parked, long refused, long redirected, long lastRedirect) {
        this.schemaId = schemaId;
        this.parked = parked;
        this.refused = refused;
        this.redirected = redirected;
        this.lastRedirect = lastRedirect;
    }

    /** Returns the key of {@code ferry_schema}. */
    public long schemaId() {
        return schemaId;
    }

    /** Returns how many requests have waited. */
    public long parked() {
        return parked;
    }

    /** Returns how many requests got 503. */
    public long refused() {
        return refused;
    }

    /** Returns how many requests were sent to another server. */
    public long redirected() {
        return redirected;
    }

    /** Returns how many milliseconds ago the last one was; without meaning if there was none. */
    long redirectAgeMillis() {
        return Math.max(0, (System.nanoTime() - lastRedirect) / 1_000_000);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SchemaCounts && values().equals(((SchemaCounts) other).values());
    }

    @Override
    public int hashCode() {
        return values().hashCode();
    }

    private List<Long> values() {
        return Arrays.asList(schemaId, parked, refused, redirected);
    }
}
