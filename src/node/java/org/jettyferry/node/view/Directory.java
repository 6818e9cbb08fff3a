package org.jettyferry.node.view;

import java.util.Collection;
import java.util.Map;

/**
 * Where the poller puts what it has read, and where requests leave the names that nobody has looked up yet. The poller's
 * one thread calls it; requests read what is behind it.
 */
public interface Directory {
    /** Characters that fit into the registry's columns: a longer name is no context's. */
    int LONGEST_NAME = 190;

    /** Every name that was ever asked for and is remembered now, so that all of them can be looked up again. */
    Collection<String> known();

    /**
     * The names that were asked for and not looked up yet. They are given again until {@link #update(Collection, Map)} has
     * answered them, so that a failed look-up loses none.
     */
    Collection<String> takeWanted(int limit);

    /**
     * Takes in the servers and schemata; the decisions for all known contexts follow from it at once.
     *
     * @param view {@link RegistryView#NONE} when there is no registry any more, and what was looked up counts no more
     */
    void update(RegistryView view);

    /**
     * Takes in what was looked up.
     *
     * @param asked the names that were looked up
     * @param found the contexts among them; a name that is missing is unknown to the registry
     */
    void update(Collection<String> asked, Map<String, ContextRow> found);

    /** Requests in flight now, by context, of those contexts that are not served here: what is left to drain. */
    Map<String, Long> draining();

    /** Requests in flight now, of every context. */
    long inFlight();
}
