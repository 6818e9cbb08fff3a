package org.jettyferry.store.migrate;

import org.jettyferry.store.plan.MigrationPlan;

/**
 * The memory that the largest blob needs on its way through this process: as the driver has read it, as the codec wrote
 * it, and as it waits to be sent.
 *
 * @param max bytes that this process may have
 */
record Heap(long max) {
    private static final long MB = 1024 * 1024;
    /** What a run needs for all but large blobs. */
    private static final long BASE = 40 * MB;
    /** How often a large blob is in memory at once; measured, and a little more. */
    private static final long COPIES = 6;

    static Heap ofThisProcess() {
        return new Heap(Runtime.getRuntime().maxMemory());
    }

    /** Bytes that so many lanes need at once. */
    private static long needed(MigrationPlan plan, int lanes) {
        return plan.keepsSessions() && plan.rewrites()
                ? BASE + lanes * COPIES * plan.evidence().survey().largestBlob()
                : 0;
    }

    boolean holds(MigrationPlan plan, int lanes) {
        long largest = plan.evidence().survey().largestBlob();
        return largest < MB || max >= needed(plan, lanes);
    }

    /** What is too small, and the option that makes it large enough: Java counts less as its memory than -Xmx says. */
    String tooSmall(MigrationPlan plan) {
        long enough = holds(plan, 1) ? 2 * max : needed(plan, 1);
        return "the memory of this process, " + max / MB + " MB, is too small for sessions of up to "
                + plan.evidence().survey().largestBlob() + " bytes; this is enough: java -Xmx"
                + (enough * 11 / 10 / MB + 1)
                + "m -jar jetty-ferry.jar";
    }
}
