package org.jettyferry.node.route;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;

/** Counts rejected requests and remembers the latest in a ring. Thread-safe, without a lock. */
final class DecisionLog {
    private static final int REMEMBERED = 128;

    private final Map<Outcome, LongAdder> counts = new EnumMap<>(Outcome.class);
    private final AtomicReferenceArray<RecentDecision> latest = new AtomicReferenceArray<>(REMEMBERED);
    private final AtomicLong next = new AtomicLong();

    DecisionLog() {
        for (Outcome outcome : Outcome.values()) {
            counts.put(outcome, new LongAdder());
        }
    }

    void add(Outcome outcome, String context, String target) {
        counter(outcome).increment();
        int slot = (int) (next.getAndIncrement() % REMEMBERED);
        latest.lazySet(slot, new RecentDecision(System.currentTimeMillis(), context, outcome, target));
    }

    long count(Outcome outcome) {
        return counter(outcome).sum();
    }

    private LongAdder counter(Outcome outcome) {
        return Objects.requireNonNull(counts.get(outcome));
    }

    /** Returns the remembered decisions, newest first. */
    List<RecentDecision> latest() {
        List<RecentDecision> decisions = new ArrayList<>(REMEMBERED);
        long end = next.get();
        for (long i = end - 1; i >= 0 && i >= end - REMEMBERED; i--) {
            RecentDecision decision = latest.get((int) (i % REMEMBERED));
            if (decision != null) {
                decisions.add(decision);
            }
        }
        return decisions;
    }
}
