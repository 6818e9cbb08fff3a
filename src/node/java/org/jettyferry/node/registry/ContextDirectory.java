package org.jettyferry.node.registry;

import java.util.Collection;
import java.util.Map;

/**
 * Connects the poller to the request path: the poller stores here what it has read, and takes the names that requests
 * want looked up. Only the poller's thread calls it; requests read the data behind it.
 */
public interface ContextDirectory {
    /** Characters that fit into the registry's columns; no context has a longer name. */
    int LONGEST_NAME = 190;

    /** Returns every cached name, so that all of them can be looked up again. */
    Collection<String> known();

    /**
     * Returns names that wait for their look-up. It returns them again until {@link #update(Collection, Map)} has
     * answered them, so that a failed look-up loses none.
     */
    Collection<String> takeWanted(int limit);

    /**
     * Puts servers and schemata in force; the decisions of all known contexts follow at once.
     *
     * @param snapshot {@link RegistrySnapshot#NONE} when no registry is configured any more; then all look-ups are void
     */
    void update(RegistrySnapshot snapshot);

    /**
     * Stores the result of a look-up.
     *
     * @param asked the names that were looked up
     * @param found the contexts by name; the registry does not have the names that are missing
     */
    void update(Collection<String> asked, Map<String, ContextRow> found);

    /**
     * Sets whether the registry's tables exist. The first registry command creates them; before that no context can
     * have moved or be disabled.
     */
    void tablesExist(boolean exist);

    /** Returns the requests in flight of contexts that are not served here, by context: what is left to drain. */
    Map<String, Long> draining();

    /** Returns what became of the requests that were not let through, by schema. */
    Collection<SchemaCounts> counts();

    /** Returns how many requests of all contexts are in flight now. */
    long inFlight();
}
