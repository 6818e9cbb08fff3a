package org.jettyferry.node.routing;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jettyferry.node.view.ContextRow;
import org.jettyferry.node.view.Directory;
import org.jettyferry.node.view.RegistryView;
import org.jspecify.annotations.Nullable;

/**
 * The contexts that this node knows and what it does with their requests. Requests read it without a lock; all else, the
 * methods of {@link Directory} among it, may be called by any thread.
 */
public final class Routing implements Directory {
    private final Places places;
    private final KnownContexts contexts;
    private final Flights flights = new Flights();
    private final Decisions decisions = new Decisions();
    private final Answers answers;
    private volatile RoutingSettings settings;
    private volatile Chain chain;

    /** Knows nothing yet, so every request gets what the settings have for contexts not looked up. */
    public Routing(RoutingSettings settings) {
        this.settings = settings;
        this.places = new Places(settings);
        this.answers = new Answers(decisions, places::version);
        this.contexts = new KnownContexts(settings.maxContexts, places.pending(), places.unknown());
        this.chain = new Chain(settings.resolvers, contexts);
    }

    /**
     * Says what to do when a name waits to be looked up; to be called once, before the first request.
     *
     * @param wake lets the poller take the wanted names now; costs next to nothing and never waits
     */
    public void onWanted(Runnable wake) {
        contexts.onWanted(wake);
    }

    /** Puts new settings in force for the requests that come from now on. */
    public synchronized void settings(RoutingSettings settings) {
        this.settings = settings;
        places.settings(settings);
        contexts.most(settings.maxContexts);
        chain = new Chain(settings.resolvers, contexts);
    }

    /** Says whether a registry is configured; without one there is nothing to wait for, and everything is let through. */
    public void registry(boolean configured) {
        places.registry(configured);
    }

    /** The settings in force. */
    public RoutingSettings settings() {
        return settings;
    }

    /** What of the settings in force doesn't fit the registry, in a sentence; empty if all does. */
    public String problem() {
        return places.problem();
    }

    Chain chain() {
        return chain;
    }

    Flights flights() {
        return flights;
    }

    Remembered pinned(String name) {
        return contexts.pinned(name);
    }

    void answer(HttpServletRequest request, HttpServletResponse response, Known context, Verdict verdict)
            throws IOException {
        answers.answer(request, response, settings, context.whole().id(), verdict);
    }

    /**
     * Where a context is, as far as this node knows; one that was never asked for is looked up by the poller.
     *
     * @param name any name of the context
     */
    public Standing standing(String name) {
        return contexts.find(name).verdict().standing;
    }

    /** A context as it was looked up; null if it was not, or if the registry has none of this name. */
    public @Nullable ContextRow context(String name) {
        return contexts.find(name).row();
    }

    /** Requests let through so far, those of unknown contexts among them. */
    public long passed() {
        return flights.passed();
    }

    /** Requests let through so far for which no context was found in the registry. */
    public long unknown() {
        return flights.unknown();
    }

    /** Requests answered with a redirect so far. */
    public long redirected() {
        return decisions.count(Outcome.REDIRECT);
    }

    /** Requests answered with 503 so far. */
    public long disabled() {
        return decisions.count(Outcome.DISABLED);
    }

    /** Requests answered with 421 so far. */
    public long misdirected() {
        return decisions.count(Outcome.MISDIRECTED);
    }

    /** Contexts of the registry that are remembered now, by the names they were asked for. */
    public int contexts() {
        return contexts.contexts();
    }

    /** Names remembered now that the registry has no context for, or that it was not asked for yet. */
    public int strangers() {
        return contexts.strangers();
    }

    /** The latest requests that were not let through, the latest first; at most 128. */
    public List<RecentDecision> recent() {
        return decisions.latest();
    }

    @Override
    public Collection<String> known() {
        return contexts.names();
    }

    @Override
    public Collection<String> takeWanted(int limit) {
        return contexts.wanted(limit);
    }

    @Override
    public void update(RegistryView view) {
        places.update(view);
        if (view == RegistryView.NONE) {
            contexts.startAnew();
        }
    }

    @Override
    public void update(Collection<String> asked, Map<String, ContextRow> found) {
        contexts.answer(asked, found, places::of, flights::current);
    }

    @Override
    public Map<String, Long> draining() {
        Map<String, Long> draining = new HashMap<>();
        for (long number : flights.current()) {
            Remembered context = contexts.numbered(number);
            if (context != null) {
                count(draining, context, 1);
            }
        }
        if (flights.anyDetached()) {
            Consumer<Remembered> detached = context -> count(draining, context, context.detached());
            contexts.forEach(detached);
        }
        return draining;
    }

    private static void count(Map<String, Long> draining, Remembered context, long requests) {
        if (requests > 0 && context.registered() && context.verdict().standing != Standing.HERE) {
            draining.merge(context.id(), requests, Long::sum);
        }
    }

    @Override
    public long inFlight() {
        return flights.total();
    }
}
