package org.jettyferry.node.routing;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jettyferry.node.view.ContextRow;
import org.jettyferry.node.view.Directory;
import org.jettyferry.node.view.RegistryView;

/**
 * The contexts that this node knows and what it does with their requests. Requests read it without a lock; the methods of
 * {@link Directory} are the poller's, and {@link #settings(RoutingSettings)} may be called by any one thread at a time.
 */
public final class Routing implements Directory {
    private volatile RoutingSettings settings;

    public Routing(RoutingSettings settings) {
        this.settings = settings;
    }

    /**
     * Says what to do when a name waits to be looked up; to be called once, before the first request.
     *
     * @param wake lets the poller take the wanted names now; costs next to nothing and never waits
     */
    public void onWanted(Runnable wake) {}

    /** Puts new settings in force for the requests that come from now on. */
    public void settings(RoutingSettings settings) {
        this.settings = settings;
    }

    public RoutingSettings settings() {
        return settings;
    }

    /**
     * Where a context is, as far as this node knows; one that was never asked for is looked up by the poller.
     *
     * @param name any name of the context
     */
    public Standing standing(String name) {
        return Standing.PENDING;
    }

    /** Requests let through so far, those of unknown contexts among them. */
    public long passed() {
        return 0;
    }

    /** Requests let through so far for which no context was found in the registry. */
    public long unknown() {
        return 0;
    }

    /** Requests answered with a redirect so far. */
    public long redirected() {
        return 0;
    }

    /** Requests answered with 503 so far. */
    public long disabled() {
        return 0;
    }

    /** Requests answered with 421 so far. */
    public long misdirected() {
        return 0;
    }

    /** Contexts of the registry that are remembered now. */
    public int contexts() {
        return 0;
    }

    /** Names remembered now that the registry has no context for, or that it was not asked for yet. */
    public int strangers() {
        return 0;
    }

    /** The latest requests that were not let through, the latest first. */
    public List<RecentDecision> recent() {
        return Collections.emptyList();
    }

    @Override
    public Collection<String> known() {
        return Collections.emptyList();
    }

    @Override
    public Collection<String> takeWanted(int limit) {
        return Collections.emptyList();
    }

    @Override
    public void update(RegistryView view) {}

    @Override
    public void update(Collection<String> asked, Map<String, ContextRow> found) {}

    @Override
    public Map<String, Long> draining() {
        return Collections.emptyMap();
    }

    @Override
    public long inFlight() {
        return 0;
    }
}
