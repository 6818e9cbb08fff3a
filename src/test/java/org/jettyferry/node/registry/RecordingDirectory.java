package org.jettyferry.node.registry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A directory that only records what the poller stores, so that a test can watch the poller alone. */
final class RecordingDirectory implements ContextDirectory {
    final Map<String, Optional<ContextRow>> entries = new ConcurrentHashMap<>();
    final Map<String, Long> draining = new ConcurrentHashMap<>();
    volatile RegistrySnapshot snapshot = RegistrySnapshot.NONE;
    volatile boolean tablesExist = true;
    volatile Collection<SchemaCounts> counts = List.of();
    private final Set<String> wanted = ConcurrentHashMap.newKeySet();

    void want(String... names) {
        wanted.addAll(List.of(names));
    }

    @Override
    public Collection<String> known() {
        return List.copyOf(entries.keySet());
    }

    @Override
    public Collection<String> takeWanted(int limit) {
        return wanted.stream().limit(limit).toList();
    }

    @Override
    public void update(RegistrySnapshot newSnapshot) {
        snapshot = newSnapshot;
    }

    @Override
    public void update(Collection<String> asked, Map<String, ContextRow> found) {
        for (String name : new ArrayList<>(asked)) {
            entries.put(name, Optional.ofNullable(found.get(name)));
            wanted.remove(name);
        }
    }

    @Override
    public void tablesExist(boolean exist) {
        tablesExist = exist;
    }

    @Override
    public Map<String, Long> draining() {
        return Map.copyOf(draining);
    }

    @Override
    public Collection<SchemaCounts> counts() {
        return counts;
    }

    @Override
    public long inFlight() {
        return 7;
    }

    /** Returns whether a name was looked up and found. */
    boolean has(String name) {
        return entries.getOrDefault(name, Optional.empty()).isPresent();
    }

    /** Returns whether a name was looked up and not found. */
    boolean lacks(String name) {
        return entries.containsKey(name) && entries.get(name).isEmpty();
    }
}
