package org.jettyferry.node.contexts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jettyferry.node.decision.ContextState;
import org.jettyferry.node.decision.SharedDecision;
import org.jettyferry.node.registry.ContextDirectory;
import org.jettyferry.node.registry.ContextRow;
import org.jettyferry.node.resolve.PathResolver;
import org.jspecify.annotations.Nullable;

/**
 * The names that requests have asked for. Names that were looked up are in an index that requests read without a
 * lock; names that wait for their look-up are in a bounded map ({@code wanted}).
 *
 * <p>Names that the registry does not have ("strangers") are cached too, within a bound of their own, so that
 * invented names evict no context. When a bound is reached, a quarter is evicted: names that were not used since the
 * last eviction go first, and names whose requests are stopped go last, because they would pass until they are looked
 * up again.
 *
 * <p>Thread-safe: methods that change the index are synchronized; {@code find} is not and never blocks.
 */
public final class ContextCache implements PathResolver.Lookup<CacheEntry> {
    static final int MOST_STRANGERS = 10_000; // cached names that the registry does not have
    private static final int MOST_WANTED = 10_000;

    private final SharedDecision pending;
    private final SharedDecision unknown;

    /** Shared by names that found no room among the wanted ones; they are pending but never looked up. */
    private final CachedContext overflow;

    /** Shared by requests without a name, or with an impossible one. */
    private final CachedContext nameless;

    private final ConcurrentHashMap<String, CachedContext> wanted = new ConcurrentHashMap<>();
    private final AtomicInteger wantedCount = new AtomicInteger();
    private volatile ContextIndex table = new ContextIndex(64);
    private final ContextNumbers numbers = new ContextNumbers();
    private final AtomicInteger contexts = new AtomicInteger();
    private final AtomicInteger strangers = new AtomicInteger();
    private volatile Runnable wake = () -> {};
    private int most;

    /**
     * Makes an empty cache.
     *
     * @param most how many contexts to remember at most
     * @param pending the decision of names that were not looked up yet
     * @param unknown the decision of names that the registry does not have
     */
    public ContextCache(int most, SharedDecision pending, SharedDecision unknown) {
        this.most = most;
        this.pending = pending;
        this.unknown = unknown;
        this.overflow = new CachedContext("", pending);
        this.nameless = new CachedContext("", unknown);
        numbers.add(overflow);
        numbers.add(nameless);
    }

    /** Sets what to run when a name starts to wait for its look-up. */
    public void onWanted(Runnable newWake) {
        wake = newWake;
    }

    /** Returns the entry of a name, never null: impossible names and names beyond the bound get a shared entry. */
    @Override
    public CacheEntry find(String text, int from, int delimiter) {
        CacheEntry known = table.find(text, from, delimiter);
        if (known == null) {
            return want(text, from, PathResolver.Lookup.end(text, from, delimiter));
        }
        known.touch();
        return known;
    }

    /** Returns whether a look-up of this entry is due; false for a name that found no room to wait. */
    public boolean awaitsLookup(CacheEntry context) {
        return context.decision().state == ContextState.PENDING && context.whole() != overflow;
    }

    /** Returns the shared entry of requests without a possible name; it is never looked up. */
    public CachedContext nameless() {
        return nameless;
    }

    public CachedContext find(String name) {
        return find(name, 0, NO_DELIMITER).whole();
    }

    private @Nullable CachedContext inTable(String name) {
        CacheEntry known = table.find(name, 0, NO_DELIMITER);
        return known == null ? null : known.whole();
    }

    private CachedContext want(String text, int from, int to) {
        if (to == from || to - from > ContextDirectory.LONGEST_NAME) {
            return nameless; // not pending: no look-up would ever answer it
        }
        String name = text.substring(from, to);
        CachedContext waiting = wanted.get(name);
        if (waiting != null) {
            return waiting;
        }
        return wantedCount.get() >= MOST_WANTED ? overflow : wanted(name);
    }

    private CachedContext wanted(String name) {
        CachedContext fresh = new CachedContext(name, pending);
        CachedContext first = wanted.putIfAbsent(name, fresh);
        if (first == null) {
            wantedCount.incrementAndGet();
            wake.run();
            return fresh;
        }
        return first;
    }

    /** Returns an entry that is never evicted, so that its holder need not look for it again. */
    public synchronized CachedContext pinned(String name) {
        CachedContext known = inTable(name);
        if (known == null) {
            known = wanted(name);
        }
        known.pin();
        return known;
    }

    /** Returns names that wait for their look-up, without removing them: {@link #answer} does that. */
    public Collection<String> wanted(int limit) {
        List<String> names = new ArrayList<>();
        for (String name : wanted.keySet()) {
            if (names.size() >= limit) {
                break;
            }
            names.add(name);
        }
        return names;
    }

    /** Returns the entry with this number; null if it was evicted. */
    public synchronized @Nullable CachedContext numbered(long number) {
        return numbers.find(number);
    }

    public List<String> names() {
        List<String> names = new ArrayList<>();
        table.forEach(known -> names.add(known.name));
        return names;
    }

    /** Visits every entry, including names that wait for their look-up. */
    public void forEach(Consumer<CachedContext> action) {
        table.forEach(action);
        wanted.values().forEach(action);
        action.accept(overflow);
    }

    /**
     * Stores the result of a look-up: updates known names, and moves waiting ones into the index.
     *
     * @param sharedOf finds the shared decision of a context
     * @param inFlight supplies the numbers of contexts that threads work for now: these must not be evicted
     */
    public synchronized void answer(
            Collection<String> asked,
            Map<String, ContextRow> found,
            Function<ContextRow, SharedDecision> sharedOf,
            Supplier<List<Long>> inFlight) {
        for (String name : asked) {
            CachedContext waiting = wanted.get(name);
            CachedContext known = inTable(name);
            if (known == null && waiting == null) {
                waiting = new CachedContext(name, pending);
            }
            ContextRow row = found.get(name);
            SharedDecision shared = row == null ? unknown : sharedOf.apply(row);
            if (known != null) {
                move(known, row, shared);
            }
            if (waiting != null) {
                waiting.shared(row, shared);
                if (known == null) {
                    add(waiting, inFlight);
                }
                if (wanted.remove(name) != null) {
                    wantedCount.decrementAndGet();
                }
            }
        }
    }

    /** Makes all indexed names pending again, because another registry will be read. */
    public synchronized void reset() {
        table.forEach(known -> move(known, null, pending));
    }

    private void move(CachedContext known, @Nullable ContextRow row, SharedDecision shared) {
        count(known, -1);
        known.shared(row, shared);
        count(known, 1);
    }

    private void count(CachedContext known, int by) {
        count(known.registered()).addAndGet(by);
    }

    private AtomicInteger count(boolean registered) {
        return registered ? contexts : strangers;
    }

    private void add(CachedContext known, Supplier<List<Long>> inFlight) {
        boolean registered = known.registered();
        boolean full = count(registered).get() >= most(registered);
        if (full && !known.pinned()) {
            makeRoom(registered, inFlight);
        }
        numbers.add(known);
        while (!table.add(known)) {
            rebuild(table.size() * 2, Collections.emptySet());
        }
        count(known, 1);
    }

    /**
     * Evicts contexts, or strangers, until a quarter of their bound is free. The order has four ranks: names that lose
     * nothing by eviction before names whose requests would pass until the next look-up, and within both the unused
     * ones before the used ones.
     */
    private void makeRoom(boolean registered, Supplier<List<Long>> inFlight) {
        Set<Long> busy = new HashSet<>(inFlight.get());
        List<List<CachedContext>> ranks =
                Arrays.asList(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        table.forEach(known -> {
            if (known.registered() == registered && known.evictable() && !busy.contains(known.number())) {
                ranks.get((wouldSlipThrough(known) ? 2 : 0) + (known.takeUsed() ? 1 : 0))
                        .add(known);
            }
        });
        List<CachedContext> order = new ArrayList<>();
        ranks.forEach(order::addAll);
        int excess = count(registered).get() - (int) (most(registered) * 3L / 4);
        Set<CachedContext> evicted = Collections.newSetFromMap(new IdentityHashMap<>());
        evicted.addAll(order.subList(0, Math.max(0, Math.min(order.size(), excess))));
        rebuild(table.size(), evicted);
        evicted.forEach(numbers::remove);
        count(registered).addAndGet(-evicted.size());
    }

    /** Returns whether its requests are stopped now, and would pass between eviction and the next look-up. */
    private boolean wouldSlipThrough(CachedContext known) {
        return pending.decision().passes && !known.decision().passes;
    }

    private int most(boolean registered) {
        return registered ? most : MOST_STRANGERS;
    }

    private void rebuild(int capacity, Set<CachedContext> without) {
        ContextIndex next = new ContextIndex(capacity + 64);
        boolean[] all = {true};
        table.forEach(known -> all[0] &= without.contains(known) || next.add(known));
        if (all[0]) {
            table = next;
        } else {
            rebuild(capacity * 2, without); // these random numbers made a run of slots too long
        }
    }

    /** Sets how many contexts to remember at most; takes effect at the next eviction. */
    public synchronized void maxContexts(int contexts) {
        most = contexts;
    }

    public int contexts() {
        return contexts.get();
    }

    public int strangers() {
        return strangers.get() + wantedCount.get();
    }
}
