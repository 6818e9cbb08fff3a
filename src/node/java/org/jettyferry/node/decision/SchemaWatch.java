package org.jettyferry.node.decision;

import java.util.Map;
import java.util.Set;

/** Learns which schemata are served here. {@link SchemaDecisions} calls it, one call at a time, on any thread. */
public interface SchemaWatch {
    /** Does nothing. */
    SchemaWatch NONE = new SchemaWatch() {
        @Override
        public void opening(Set<Long> schemata) {}

        @Override
        public void changed(Map<Long, ContextState> states, Map<Long, Long> endings) {}
    };

    /**
     * Runs before schemata that were closed here are opened: none of their requests is let in before it returns. It must
     * not take long, because the poller waits for it.
     *
     * @param schemata the ids of schemata that were disabled, on another server, or of the wrong version until now
     */
    void opening(Set<Long> schemata);

    /**
     * Runs after a change, when requests follow it. It must not block.
     *
     * @param states what becomes of the requests of all schemata, by their ids
     * @param endings of which schemata the sessions are to be ended: by their ids, the version of the registry that began it
     */
    void changed(Map<Long, ContextState> states, Map<Long, Long> endings);
}
