package org.jettyferry.registry;

/**
 * What a rolling upgrade has done for a schema.
 *
 * @param updates how many updates have run
 * @param sessions how many sessions have come along
 * @param refused how many could not
 */
public record RollingCounts(long updates, long sessions, long refused) {
    /** Nothing was done. */
    public static final RollingCounts NONE = new RollingCounts(0, 0, 0);
}
