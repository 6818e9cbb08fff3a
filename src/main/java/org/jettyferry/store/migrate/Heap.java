package org.jettyferry.store.migrate;

import org.jettyferry.store.plan.MigrationPlan;

/**
 * Computes whether the largest blob fits into the memory of this process. A blob is there several times at once: as the
 * driver has read it, as the codec has written it, and as it waits to be sent. One that does not fit would end the run
 * after hours, so the check comes first.
 *
 * @param max bytes of memory that this process may use
 */
record Heap(long max) {
    private static final long MB = 1024 * 1024;
    /** Bytes that a run needs apart from large blobs. */
    private static final long BASE = 40 * MB;
    /** Copies of a large blob in memory at once: measured, with a margin. */
    private static final long COPIES = 6;

    static Heap ofThisProcess() {
        return new Heap(Runtime.getRuntime().maxMemory());
    }

    /** Returns the bytes that so many lanes need at once. */
    private static long needed(MigrationPlan plan, int lanes) {
        return plan.keepsSessions() && plan.rewrites()
                ? BASE + lanes * COPIES * plan.evidence().survey().largestBlob()
                : 0;
    }

    /** Returns whether so many lanes fit into the memory. */
    boolean holds(MigrationPlan plan, int lanes) {
        long largest = plan.evidence().survey().largestBlob();
        return largest < MB || max >= needed(plan, lanes);
    }

    /** Describes the lack with the -Xmx that suffices; a tenth is added because Java reports less than -Xmx. */
    String tooSmall(MigrationPlan plan) {
        long enough = holds(plan, 1) ? 2 * max : needed(plan, 1);
        return "the memory of this process, " + max / MB + " MB, is too small for sessions of up to "
                + plan.evidence().survey().largestBlob() + " bytes; this is enough: java -Xmx"
                + (enough * 11 / 10 / MB + 1)
                + "m -jar jetty-ferry.jar";
    }
}
