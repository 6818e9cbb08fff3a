package org.jettyferry.node.sessions;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that were busy in the first pass, until each of them was seen idle once. Those that become busy later do
 * not count: others use a session for ever. Not thread-safe.
 */
final class BusySessions {
    private @Nullable Set<String> left;

    /**
     * Notes which sessions are busy in one more pass.
     *
     * @return whether none is left of the first ones
     */
    boolean areOver(Set<String> busy) {
        Set<String> waiting = left;
        if (waiting == null) {
            waiting = busy;
            left = busy;
        } else {
            waiting.retainAll(busy);
        }
        return waiting.isEmpty();
    }
}
