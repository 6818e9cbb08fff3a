package org.jettyferry.store.detect;

import java.util.List;
import org.jettyferry.jetty.Generation;

/** Returns the nodes with recent heartbeats. The registry knows them; a session store alone does not. */
@FunctionalInterface
public interface NodeHeartbeats {
    /** There is no registry. */
    NodeHeartbeats NONE = List::of;

    /** Returns the nodes that are alive now, each described in a few words. */
    List<String> living();

    /** Returns those of them whose release needs tables of this generation. */
    default List<String> livingOf(Generation generation) {
        return living();
    }
}
