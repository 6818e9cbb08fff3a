package org.jettyferry.store.recover;

import java.util.List;
import java.util.function.Predicate;
import org.jettyferry.store.detect.NodeHeartbeats;
import org.jettyferry.store.journal.MigrationListener;

/**
 * The settings of a command that only renames tables.
 *
 * @param assumeStopped whether to ignore the signs of living nodes
 * @param confirm gets the statements and decides
 * @param listener receives the progress
 * @param heartbeats the source of the nodes' heartbeats
 */
public record SwapControl(
        boolean assumeStopped, Predicate<List<String>> confirm, MigrationListener listener, NodeHeartbeats heartbeats) {

    /** Makes the settings of a site without a registry. */
    public SwapControl(boolean assumeStopped, Predicate<List<String>> confirm, MigrationListener listener) {
        this(assumeStopped, confirm, listener, NodeHeartbeats.NONE);
    }
}
