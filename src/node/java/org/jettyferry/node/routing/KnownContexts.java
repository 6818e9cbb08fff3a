package org.jettyferry.node.routing;

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
import org.jettyferry.node.resolve.PathResolver;
import org.jettyferry.node.view.ContextRow;
import org.jettyferry.node.view.Directory;
import org.jspecify.annotations.Nullable;

/**
 * The names that requests have asked for. Those that were looked up are in a table that requests read without a lock;
 * those that were not yet wait aside, in bounded number. Names that the registry doesn't have are remembered too, but
 * within a bound of their own, so that whoever invents names can't crowd out the contexts. Where room must be made, the
 * names go that nobody has asked for since the last time, and last of all those whose requests are stopped.
 */
final class KnownContexts implements PathResolver.Lookup<Known> {
    static final int MOST_STRANGERS = 10_000;
    private static final int MOST_WANTED = 10_000;

    private final Place pending;
    private final Place unknown;
    private final Remembered nobody;
    private final Remembered nameless;
    private final ConcurrentHashMap<String, Remembered> wanted = new ConcurrentHashMap<>();
    private final AtomicInteger wantedCount = new AtomicInteger();
    private volatile NameTable table = new NameTable(64);
    private final Roster roster = new Roster();
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
    KnownContexts(int most, Place pending, Place unknown) {
        this.most = most;
        this.pending = pending;
        this.unknown = unknown;
        this.nobody = new Remembered("", pending);
        this.nameless = new Remembered("", unknown);
        roster.add(nobody);
        roster.add(nameless);
    }

    /** Says what to do when a name waits to be looked up. */
    void onWanted(Runnable newWake) {
        wake = newWake;
    }

    /** Never null: a name that no registry has room for, or one too many, gets what all of its kind share. */
    @Override
    public Known find(String text, int from, int delimiter) {
        Known known = table.find(text, from, delimiter);
        if (known == null) {
            return want(text, from, PathResolver.Lookup.end(text, from, delimiter));
        }
        known.touch();
        return known;
    }

    /** What requests share that have no name or an impossible one: there is nothing to be looked up, so nothing to wait for. */
    Remembered nameless() {
        return nameless;
    }

    Remembered find(String name) {
        return find(name, 0, NO_DELIMITER).whole();
    }

    private @Nullable Remembered inTable(String name) {
        Known known = table.find(name, 0, NO_DELIMITER);
        return known == null ? null : known.whole();
    }

    private Remembered want(String text, int from, int to) {
        if (to == from || to - from > Directory.LONGEST_NAME) {
            return nameless; // not pending: whoever waited for an answer would wait for ever
        }
        String name = text.substring(from, to);
        Remembered waiting = wanted.get(name);
        if (waiting != null) {
            return waiting;
        }
        return wantedCount.get() >= MOST_WANTED ? nobody : wanted(name);
    }

    private Remembered wanted(String name) {
        Remembered fresh = new Remembered(name, pending);
        Remembered first = wanted.putIfAbsent(name, fresh);
        if (first == null) {
            wantedCount.incrementAndGet();
            wake.run();
            return fresh;
        }
        return first;
    }

    /** A name that is never forgotten, so that its holder need not ask again. */
    synchronized Remembered pinned(String name) {
        Remembered known = inTable(name);
        if (known == null) {
            known = wanted(name);
        }
        known.pin();
        return known;
    }

    Collection<String> wanted(int limit) {
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
    synchronized @Nullable Remembered numbered(long number) {
        return roster.find(number);
    }

    List<String> names() {
        List<String> names = new ArrayList<>();
        table.forEach(known -> names.add(known.name));
        return names;
    }

    /** Everything remembered, what was not looked up yet among it. */
    void forEach(Consumer<Remembered> action) {
        table.forEach(action);
        wanted.values().forEach(action);
        action.accept(nobody);
    }

    /**
     * Takes in what was looked up.
     *
     * @param places finds the place of a context
     * @param flying the numbers of the contexts that threads work for now: not to be forgotten
     */
    synchronized void answer(
            Collection<String> asked,
            Map<String, ContextRow> found,
            Function<ContextRow, Place> places,
            Supplier<List<Long>> flying) {
        for (String name : asked) {
            Remembered waiting = wanted.get(name);
            Remembered known = inTable(name);
            if (known == null && waiting == null) {
                waiting = new Remembered(name, pending);
            }
            ContextRow row = found.get(name);
            Place place = row == null ? unknown : places.apply(row);
            if (known != null) {
                move(known, row, place);
            }
            if (waiting != null) {
                waiting.place(row, place);
                if (known == null) {
                    add(waiting, flying);
                }
                if (wanted.remove(name) != null) {
                    wantedCount.decrementAndGet();
                }
            }
        }
    }

    /** Of the names in the table nothing is known any more; whoever reads the next registry looks all of them up. */
    synchronized void startAnew() {
        table.forEach(known -> move(known, null, pending));
    }

    private void move(Remembered known, @Nullable ContextRow row, Place place) {
        count(known, -1);
        known.place(row, place);
        count(known, 1);
    }

    private void count(Remembered known, int by) {
        count(known.registered()).addAndGet(by);
    }

    private AtomicInteger count(boolean registered) {
        return registered ? contexts : strangers;
    }

    private void add(Remembered known, Supplier<List<Long>> flying) {
        boolean registered = known.registered();
        boolean full = count(registered).get() >= most(registered);
        if (full && !known.pinned()) {
            makeRoom(registered, flying);
        }
        roster.add(known);
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
        List<List<Remembered>> ranks =
                Arrays.asList(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        table.forEach(known -> {
            if (known.registered() == registered && known.forgettable() && !busy.contains(known.number())) {
                ranks.get((wouldSlipThrough(known) ? 2 : 0) + (known.takeUsed() ? 1 : 0))
                        .add(known);
            }
        });
        List<Remembered> order = new ArrayList<>();
        ranks.forEach(order::addAll);
        int excess = count(registered).get() - (int) (most(registered) * 3L / 4);
        Set<Remembered> forgotten = Collections.newSetFromMap(new IdentityHashMap<>());
        forgotten.addAll(order.subList(0, Math.max(0, Math.min(order.size(), excess))));
        rebuild(table.size(), forgotten);
        forgotten.forEach(roster::remove);
        count(registered).addAndGet(-forgotten.size());
    }

    /** Whether its requests are stopped, and would not be until it is looked up again. */
    private boolean wouldSlipThrough(Remembered known) {
        return pending.verdict().through && !known.verdict().through;
    }

    private int most(boolean registered) {
        return registered ? most : MOST_STRANGERS;
    }

    private void rebuild(int capacity, Set<Remembered> without) {
        NameTable next = new NameTable(capacity + 64);
        boolean[] all = {true};
        table.forEach(known -> all[0] &= without.contains(known) || next.add(known));
        if (all[0]) {
            table = next;
        } else {
            rebuild(capacity * 2, without); // chance was against these numbers
        }
    }

    synchronized void most(int contexts) {
        most = contexts;
    }

    int contexts() {
        return contexts.get();
    }

    int strangers() {
        return strangers.get() + wantedCount.get();
    }
}
