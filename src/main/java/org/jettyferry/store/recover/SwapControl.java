package org.jettyferry.store.recover;

import java.util.List;
import java.util.function.Predicate;
import org.jettyferry.store.detect.NodeHeartbeats;
import org.jettyferry.store.journal.MigrationListener;

/**
 * How a command that only renames tables is to go about it.
 *
 * @param assumeStopped whether the signs of living nodes are to be ignored
 * @param confirm is shown the statements and says yes or no
 * @param listener is told how it goes
 * @param heartbeats the nodes that tell of themselves
 */
public record SwapControl(
        boolean assumeStopped, Predicate<List<String>> confirm, MigrationListener listener, NodeHeartbeats heartbeats) {

    /** Without anybody who knows of heartbeats. */
    public SwapControl(boolean assumeStopped, Predicate<List<String>> confirm, MigrationListener listener) {
        this(assumeStopped, confirm, listener, NodeHeartbeats.NONE);
    }
}
