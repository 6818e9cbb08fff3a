package org.jettyferry.node.view;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Goes through all known names, slice by slice, to find those that were removed from the registry. It takes a tenth of the
 * time at most: in a registry that changes all the time it would else never end.
 */
final class Sweep {
    private static final int REST = 10;

    private final Directory directory;
    private List<String> left = Collections.emptyList();
    private boolean wanted;
    private long began;
    private long notBefore = System.nanoTime();

    Sweep(Directory directory) {
        this.directory = directory;
    }

    void want() {
        wanted = true;
    }

    boolean unfinished() {
        return !left.isEmpty();
    }

    /** The next names to read; none if it is not the time. */
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
            notBefore = now + REST * (now - began);
        }
    }
}
