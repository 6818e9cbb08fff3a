package org.jettyferry.store.detect;

import java.util.List;

/** Knows the nodes that tell of themselves, wherever they do: a session store by itself does not. */
@FunctionalInterface
public interface NodeHeartbeats {
    /** Nobody tells of themselves. */
    NodeHeartbeats NONE = List::of;

    /** The nodes that are alive now, each in a few words. */
    List<String> living();
}
