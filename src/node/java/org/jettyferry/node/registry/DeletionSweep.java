package org.jettyferry.node.registry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Goes through all cached names, slice by slice, to find those that were removed from the registry: a removed row
 * leaves no mark that a query for changes could find. After a sweep it pauses ten times as long as the sweep took, or
 * a registry that changes all the time would be swept without end.
 */
final class DeletionSweep {
    private static final int PAUSE_FACTOR = 10;

    private final ContextDirectory directory;
    private List<String> left = Collections.emptyList();
    private boolean wanted;
    private long began;
    private long notBefore = System.nanoTime();

    DeletionSweep(ContextDirectory directory) {
        this.directory = directory;
    }

    /** Requests a sweep, which starts when the pause after the last one is over. */
    void want() {
        wanted = true;
    }

    boolean unfinished() {
        return !left.isEmpty();
    }

    /** Returns the next names to read; none while no sweep is due. */
    List<String> next() {
        long now = System.nanoTime();
        if (left.isEmpty() && wanted && now - notBefore >= 0) {
            wanted = false;
            began = now;
            left = new ArrayList<>(directory.known());
        }
        return left.subList(0, Math.min(RegistryConnection.BATCH, left.size()));
    }

    void done(List<String> slice) {
        if (slice.isEmpty()) {
            return;
        }
        left = left.subList(slice.size(), left.size());
        if (left.isEmpty()) {
            long now = System.nanoTime();
            notBefore = now + PAUSE_FACTOR * (now - began);
        }
    }
}
