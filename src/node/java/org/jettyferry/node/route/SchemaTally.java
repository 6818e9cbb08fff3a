package org.jettyferry.node.route;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jettyferry.node.contexts.CacheEntry;
import org.jettyferry.node.registry.ContextRow;
import org.jettyferry.node.registry.SchemaCounts;

/**
 * Counts by schema the requests that were parked, refused and redirected. A request that is let through is not counted, and
 * costs nothing. Thread-safe.
 */
final class SchemaTally {
    private final Map<Long, Tally> tallies = new ConcurrentHashMap<>();

    /** Counts a request that waits, or has waited. */
    void parked(CacheEntry context) {
        ContextRow row = context.whole().row();
        if (row != null) {
            of(row).parked.increment();
        }
    }

    /** Counts a request by its answer. */
    void answered(CacheEntry context, int status) {
        ContextRow row = context.whole().row();
        if (row == null) {
            return;
        }
        if (status == 503) {
            of(row).refused.increment();
        } else if (status / 100 == 3) {
            Tally tally = of(row);
            tally.redirected.increment();
            tally.lastRedirect = System.nanoTime();
        }
    }

    Collection<SchemaCounts> counts() {
        List<SchemaCounts> counts = new ArrayList<>(tallies.size());
        tallies.forEach((schema, tally) -> counts.add(new SchemaCounts(
                schema, tally.parked.sum(), tally.refused.sum(), tally.redirected.sum(), tally.lastRedirect)));
        return counts;
    }

    private Tally of(ContextRow row) {
        return tallies.computeIfAbsent(row.schemaId(), schema -> new Tally());
    }

    private static final class Tally {
        final LongAdder parked = new LongAdder();
        final LongAdder refused = new LongAdder();
        final LongAdder redirected = new LongAdder();
        volatile long lastRedirect;
    }
}
