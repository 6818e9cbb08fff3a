package org.jettyferry.node.registry;

import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides what to read from the registry. Only the poller's thread uses it.
 *
 * <p>The registry has a version that every change increases, and a second version that changes of contexts increase.
 * If the first is unchanged, nothing else is read. Otherwise servers and schemata are read as a whole (they are few),
 * and of the contexts only those that changed since, by their {@code changed_version}. If too many have changed, or
 * the version went back (a restored backup, another registry), all cached names are read again.
 */
final class RegistryReader {
    private static final long NEVER = -1;

    /** With more changed contexts than this, the cached names are read instead of the changes. */
    private static final int FEW = 1000;

    private static final long PROBE_NANOS = 5_000_000_000L;
    private static final Set<String> NO_NAME = Collections.singleton("");

    private final ContextDirectory directory;
    private final RegistryState state;
    private final DeletionSweep sweep;
    private long lookedUp = System.nanoTime() - PROBE_NANOS;
    private long version = NEVER;
    private long contextsVersion = NEVER;
    private boolean busy;

    RegistryReader(ContextDirectory directory, RegistryState state) {
        this.directory = directory;
        this.state = state;
        this.sweep = new DeletionSweep(directory);
    }

    /** Forgets all versions, because another registry is read from now on. */
    void reset() {
        version = NEVER;
        contextsVersion = NEVER;
        busy = false;
        lookedUp = System.nanoTime() - PROBE_NANOS;
    }

    /** Reads what has changed, if anything has. */
    void poll(RegistryConnection registry) throws SQLException {
        long asked = System.nanoTime();
        RegistryVersions now = registry.versions();
        busy = now.busy;
        if (now.version != version) {
            boolean follows = version != NEVER && now.version > version; // else another registry, or a restored backup
            RegistrySnapshot snapshot = new RegistrySnapshot(now.version, registry.schemata(), registry.servers());
            directory.update(snapshot);
            state.update(snapshot);
            if (!follows) {
                readAllKnown(registry);
            } else if (now.contexts != contextsVersion) {
                readChanged(registry);
            }
            version = now.version;
            contextsVersion = now.contexts;
        }
        state.applied(version, asked);
    }

    /** Returns whether a run was on at the last poll, and waits for what nodes answer. */
    boolean busy() {
        return busy;
    }

    /**
     * Looks up the names that requests want, as many as fit into one query.
     *
     * @return whether there may be more
     */
    boolean lookUpWanted(RegistryConnection registry) throws SQLException {
        Collection<String> wanted = directory.takeWanted(RegistryConnection.BATCH);
        read(registry, wanted);
        return wanted.size() >= RegistryConnection.BATCH;
    }

    /**
     * Looks up an impossible name if there was no look-up recently: a registry whose contexts cannot be read counts as
     * unreachable, even if its version can be read.
     */
    void probe(RegistryConnection registry) throws SQLException {
        if (System.nanoTime() - lookedUp >= PROBE_NANOS) {
            registry.lookUp(NO_NAME);
            lookedUp = System.nanoTime();
        }
    }

    /**
     * Reads a slice of the cached names again, if a sweep is due.
     *
     * @return whether there is more to read
     */
    boolean sweep(RegistryConnection registry) throws SQLException {
        List<String> slice = sweep.next();
        read(registry, slice);
        sweep.done(slice);
        return sweep.unfinished();
    }

    /** Reads changed contexts now, and requests a sweep for removed ones, which leave no mark. */
    private void readChanged(RegistryConnection registry) throws SQLException {
        List<String> changed = registry.changedAfter(contextsVersion, FEW + 1);
        if (changed.size() > FEW) {
            readAllKnown(registry);
            return;
        }
        Map<String, ContextRow> found = registry.named(changed);
        found.keySet().retainAll(new HashSet<>(directory.known()));
        if (!found.isEmpty()) {
            directory.update(new ArrayList<>(found.keySet()), found);
        }
        sweep.want();
    }

    private void readAllKnown(RegistryConnection registry) throws SQLException {
        List<String> known = new ArrayList<>(directory.known());
        for (int from = 0; from < known.size(); from += RegistryConnection.BATCH) {
            read(registry, known.subList(from, Math.min(known.size(), from + RegistryConnection.BATCH)));
            lookUpWanted(registry);
        }
    }

    private void read(RegistryConnection registry, Collection<String> names) throws SQLException {
        Set<String> possible = possible(names);
        Map<String, ContextRow> found = registry.lookUp(possible);
        if (!possible.isEmpty()) {
            lookedUp = System.nanoTime();
            state.lookedUp(possible.size());
        }
        found.keySet().retainAll(possible); // some databases consider "a" and "a " equal
        if (!names.isEmpty()) {
            directory.update(names, found);
        }
    }

    /**
     * Returns the names that the registry can hold. Names come from requests; an impossible one would fail the query.
     */
    private static Set<String> possible(Collection<String> names) {
        CharsetEncoder utf8 = StandardCharsets.UTF_8.newEncoder();
        Set<String> possible = new HashSet<>();
        for (String name : names) {
            if (!name.isEmpty()
                    && name.length() <= ContextDirectory.LONGEST_NAME
                    && name.indexOf(0) < 0
                    && utf8.canEncode(name)) {
                possible.add(name);
            }
        }
        return possible;
    }
}
