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
 * The names that requests have asked for. Those that were looked up are in a table that requests read without a lock;
 * those that were not yet wait aside, in bounded number. Names that the registry doesn't have are remembered too, but
 * within a bound of their own, so that invented names can't crowd out the contexts. Where room must be made, the
 * names go that nobody has asked for since the last time, and last of all those whose requests are stopped.
 */
public final class ContextCache implements PathResolver.Lookup<CacheEntry> {
    static final int MOST_STRANGERS = 10_000;
    private static final int MOST_WANTED = 10_000;

    private final SharedDecision pending;
    private final SharedDecision unknown;
    private final CachedContext overflow;
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
     * Makes an empty one.
     *
     * @param pending where names are that were not looked up yet
     * @param unknown where names are that the registry doesn't have
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

    /** Says what to do when a name waits to be looked up. */
    public void onWanted(Runnable newWake) {
        wake = newWake;
    }

    /** Never null: a name that no registry has room for, or one too many, gets what all of its kind share. */
    @Override
    public CacheEntry find(String text, int from, int delimiter) {
        CacheEntry known = table.find(text, from, delimiter);
        if (known == null) {
            return want(text, from, PathResolver.Lookup.end(text, from, delimiter));
        }
        known.touch();
        return known;
    }

    /** Whether it waits to be looked up; a name that found no room to wait does not. */
    public boolean awaitsLookup(CacheEntry context) {
        return context.decision().state == ContextState.PENDING && context.whole() != overflow;
    }

    /** What requests share that have no name or an impossible one: there is nothing to be looked up, so nothing to wait for. */
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
            return nameless; // not pending: an answer would never come
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

    /** A name that is never forgotten, so that its holder need not ask again. */
    public synchronized CachedContext pinned(String name) {
        CachedContext known = inTable(name);
        if (known == null) {
            known = wanted(name);
        }
        known.pin();
        return known;
    }

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

    /** Null if it was forgotten. */
    public synchronized @Nullable CachedContext numbered(long number) {
        return numbers.find(number);
    }

    public List<String> names() {
        List<String> names = new ArrayList<>();
        table.forEach(known -> names.add(known.name));
        return names;
    }

    /** Everything remembered, what was not looked up yet among it. */
    public void forEach(Consumer<CachedContext> action) {
        table.forEach(action);
        wanted.values().forEach(action);
        action.accept(overflow);
    }

    /**
     * Takes in what was looked up.
     *
     * @param sharedOf finds the shared decision of a context
     * @param flying the numbers of the contexts that threads work for now: not to be forgotten
     */
    public synchronized void answer(
            Collection<String> asked,
            Map<String, ContextRow> found,
            Function<ContextRow, SharedDecision> sharedOf,
            Supplier<List<Long>> flying) {
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
                    add(waiting, flying);
                }
                if (wanted.remove(name) != null) {
                    wantedCount.decrementAndGet();
                }
            }
        }
    }

    /** Of the names in the table nothing is known any more; all of them are looked up in the next registry. */
    public synchronized void startAnew() {
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

    private void add(CachedContext known, Supplier<List<Long>> flying) {
        boolean registered = known.registered();
        boolean full = count(registered).get() >= most(registered);
        if (full && !known.pinned()) {
            makeRoom(registered, flying);
        }
        numbers.add(known);
        while (!table.add(known)) {
            rebuild(table.size() * 2, Collections.emptySet());
        }
        count(known, 1);
    }

    /**
     * Forgets contexts, or strangers, until a quarter is free: those first that lose nothing by it, and of these the ones
     * that nobody has asked for again lately.
     */
    private void makeRoom(boolean registered, Supplier<List<Long>> flying) {
        Set<Long> busy = new HashSet<>(flying.get());
        List<List<CachedContext>> ranks =
                Arrays.asList(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        table.forEach(known -> {
            if (known.registered() == registered && known.forgettable() && !busy.contains(known.number())) {
                ranks.get((wouldSlipThrough(known) ? 2 : 0) + (known.takeUsed() ? 1 : 0))
                        .add(known);
            }
        });
        List<CachedContext> order = new ArrayList<>();
        ranks.forEach(order::addAll);
        int excess = count(registered).get() - (int) (most(registered) * 3L / 4);
        Set<CachedContext> forgotten = Collections.newSetFromMap(new IdentityHashMap<>());
        forgotten.addAll(order.subList(0, Math.max(0, Math.min(order.size(), excess))));
        rebuild(table.size(), forgotten);
        forgotten.forEach(numbers::remove);
        count(registered).addAndGet(-forgotten.size());
    }

    /** Whether its requests are stopped, and would not be until it is looked up again. */
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
            rebuild(capacity * 2, without); // chance was against these numbers
        }
    }

    public synchronized void most(int contexts) {
        most = contexts;
    }

    public int contexts() {
        return contexts.get();
    }

    public int strangers() {
        return strangers.get() + wantedCount.get();
    }
}
