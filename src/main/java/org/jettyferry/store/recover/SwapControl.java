package org.jettyferry.store.recover;

import java.util.List;
import java.util.function.Predicate;
import org.jettyferry.store.detect.Heartbeats;
import org.jettyferry.store.journal.CarryListener;

/**
 * How a command that only renames tables is to go about it.
 *
 * @param assumeStopped whether the signs of living nodes are to be ignored
 * @param confirm is shown the statements and says yes or no
 * @param listener is told how it goes
 * @param heartbeats the nodes that tell of themselves
 */
public record SwapControl(
        boolean assumeStopped, Predicate<List<String>> confirm, CarryListener listener, Heartbeats heartbeats) {

    /** Without anybody who knows of heartbeats. */
    public SwapControl(boolean assumeStopped, Predicate<List<String>> confirm, CarryListener listener) {
        this(assumeStopped, confirm, listener, Heartbeats.NONE);
    }
}
