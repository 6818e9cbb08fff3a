package org.jettyferry.registry;

/**
 * What became of the requests of a schema from its first closing in a run on.
 *
 * @param parkedBefore how many requests nodes had parked before
 * @param refusedBefore how many they had refused before
 * @param parked how many they have parked since
 * @param refused how many they have refused since
 */
public record RollingRequests(long parkedBefore, long refusedBefore, long parked, long refused) {
    /** Nothing was counted. */
    public static final RollingRequests NONE = new RollingRequests(0, 0, 0, 0);

    /** Returns these, counted from now on. */
    static RollingRequests from(RequestCounts.SchemaRequests now) {
        return new RollingRequests(now.parked(), now.refused(), 0, 0);
    }

    /** Returns these with what was counted up to now. */
    RollingRequests until(RequestCounts.SchemaRequests now) {
        return new RollingRequests(
                parkedBefore,
                refusedBefore,
                Math.max(0, now.parked() - parkedBefore),
                Math.max(0, now.refused() - refusedBefore));
    }
}
