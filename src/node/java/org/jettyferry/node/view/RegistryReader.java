package org.jettyferry.node.view;

import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Knows what this node has read and what is to be read again. Used by the poller's thread alone. */
final class RegistryReader {
    private static final long NEVER = -1;

    /** More changed contexts than this are not read one by one: those that this node knows are read instead. */
    private static final int FEW = 1000;

    private final Directory directory;
    private final RegistryState state;
    private final Sweep sweep;
    private long version = NEVER;
    private long contextsVersion = NEVER;

    RegistryReader(Directory directory, RegistryState state) {
        this.directory = directory;
        this.state = state;
        this.sweep = new Sweep(directory);
    }

    /** Another registry is read from now on: what its predecessor said counts no more. */
    void startAnew() {
        version = NEVER;
        contextsVersion = NEVER;
    }

    /** Reads what has changed, if anything has. */
    void poll(RegistryConnection registry) throws SQLException {
        long[] now = registry.versions();
        if (now[0] != version) {
            boolean follows = version != NEVER && now[0] > version; // else another one, or one restored from a backup
            RegistryView view = new RegistryView(now[0], registry.schemata(), registry.servers());
            directory.update(view);
            state.sees(view);
            if (!follows) {
                readAllKnown(registry);
            } else if (now[1] != contextsVersion) {
                readChanged(registry);
            }
            version = now[0];
            contextsVersion = now[1];
        }
        state.obeys(version);
    }

    /**
     * Looks up the names that requests have asked for since, as many as go into one query. Nobody waits for it.
     *
     * @return whether there may be more
     */
    boolean lookUpWanted(RegistryConnection registry) throws SQLException {
        Collection<String> wanted = directory.takeWanted(RegistryConnection.BATCH);
        read(registry, wanted);
        return wanted.size() >= RegistryConnection.BATCH;
    }

    /**
     * Reads some of the known names again, if it is time.
     *
     * @return whether there is more to read
     */
    boolean sweep(RegistryConnection registry) throws SQLException {
        List<String> slice = sweep.next();
        read(registry, slice);
        sweep.done(slice);
        return sweep.unfinished();
    }

    /** A removed context or name leaves no mark, so the known ones are swept later; what has changed comes first. */
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
            state.lookedUp(possible.size());
        }
        found.keySet().retainAll(possible); // some databases take "a" for "a "
        if (!names.isEmpty()) {
            directory.update(names, found);
        }
    }

    /** Names come from requests: what no name in the registry can be would only make the query fail. */
    private static Set<String> possible(Collection<String> names) {
        CharsetEncoder utf8 = StandardCharsets.UTF_8.newEncoder();
        Set<String> possible = new HashSet<>();
        for (String name : names) {
            if (!name.isEmpty()
                    && name.length() <= Directory.LONGEST_NAME
                    && name.indexOf(0) < 0
                    && utf8.canEncode(name)) {
                possible.add(name);
            }
        }
        return possible;
    }
}
