package org.jettyferry.node.route;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jettyferry.node.contexts.CacheEntry;
import org.jettyferry.node.contexts.CachedContext;
import org.jettyferry.node.contexts.ContextCache;
import org.jettyferry.node.decision.ContextState;
import org.jettyferry.node.decision.Decision;
import org.jettyferry.node.decision.SchemaDecisions;
import org.jettyferry.node.registry.ContextDirectory;
import org.jettyferry.node.registry.ContextRow;
import org.jettyferry.node.registry.RegistrySnapshot;
import org.jspecify.annotations.Nullable;

/**
 * The contexts that this node knows and what it does with their requests. Requests read it without a lock; all else, the
 * methods of {@link ContextDirectory} among it, may be called by any thread.
 */
public final class Router implements ContextDirectory {
    private final SchemaDecisions schemaDecisions;
    private final ContextCache contexts;
    private final InFlightRequests requests = new InFlightRequests();
    private final DecisionLog log = new DecisionLog();
    private final RejectionWriter answers;
    private final LookupWait lookupWait = new LookupWait();
    private volatile BooleanSupplier hopeful = () -> true;
    private volatile RoutingSettings settings;
    private volatile ResolverChain chain;

    /** Knows nothing yet, so every request gets what the settings have for contexts not looked up. */
    public Router(RoutingSettings settings) {
        this.settings = settings;
        this.schemaDecisions = new SchemaDecisions();
        configure(settings);
        this.answers = new RejectionWriter(log, schemaDecisions::version);
        this.contexts = new ContextCache(settings.maxContexts, schemaDecisions.pending(), schemaDecisions.unknown());
        this.chain = new ResolverChain(settings.resolvers, contexts);
    }

    /**
     * Says what to do when a name waits to be looked up; to be called once, before the first request.
     *
     * @param wake lets the poller take the wanted names now; costs next to nothing and never waits
     * @param hopeful whether a look-up may be answered soon, so that waiting for it makes sense
     */
    public void onWanted(Runnable wake, BooleanSupplier hopeful) {
        contexts.onWanted(wake);
        this.hopeful = hopeful;
    }

    /** Puts new settings in force for the requests that come from now on. */
    public synchronized void settings(RoutingSettings settings) {
        this.settings = settings;
        configure(settings);
        contexts.most(settings.maxContexts);
        chain = new ResolverChain(settings.resolvers, contexts);
    }

    private void configure(RoutingSettings current) {
        schemaDecisions.configure(current.serverName, current.unknownContext == UnknownContext.THROUGH);
    }

    /** Says whether a registry is configured; without one there is nothing to wait for, and everything is let through. */
    public void registry(boolean configured) {
        schemaDecisions.registry(configured);
    }

    /** The settings in force. */
    public RoutingSettings settings() {
        return settings;
    }

    /** What of the settings in force doesn't fit the registry, in a sentence; empty if all does. */
    public String problem() {
        return schemaDecisions.problem();
    }

    ResolverChain chain() {
        return chain;
    }

    InFlightRequests requests() {
        return requests;
    }

    CachedContext pinned(String name) {
        return contexts.pinned(name);
    }

    /**
     * Waits for the look-up of a context that was not let through, if it is that what is missing and the settings say so.
     *
     * @return whether it was looked up meanwhile, so that its request is to be decided anew
     */
    boolean awaitLookup(CacheEntry context) {
        RoutingSettings current = settings;
        return current.unknownContext == UnknownContext.WAIT
                && contexts.awaitsLookup(context)
                && hopeful.getAsBoolean()
                && lookupWait.await(
                        () -> !contexts.awaitsLookup(context),
                        current.maxWaiting,
                        TimeUnit.MILLISECONDS.toNanos(current.lookupWaitMillis));
    }

    void answer(
            HttpServletRequest request,
            HttpServletResponse response,
            CrossOrigin webappOrigins,
            CacheEntry context,
            Decision decision)
            throws IOException {
        answers.answer(
                request, response, settings, webappOrigins, context.whole().id(), decision);
    }

    /**
     * Where a context is, as far as this node knows; one that was never asked for is looked up by the poller.
     *
     * @param name any name of the context
     */
    public ContextState state(String name) {
        return contexts.find(name).decision().state;
    }

    /** A context as it was looked up; null if it was not, or if the registry has none of this name. */
    public @Nullable ContextRow context(String name) {
        return contexts.find(name).row();
    }

    /** Requests let through so far, those of unknown contexts among them. */
    public long passed() {
        return requests.passed();
    }

    /** Requests let through so far for which no context was found in the registry. */
    public long unknown() {
        return requests.unknown();
    }

    /** Requests answered with a redirect so far. */
    public long redirected() {
        return log.count(Outcome.REDIRECT);
    }

    /** Requests answered with 503 so far. */
    public long disabled() {
        return log.count(Outcome.DISABLED);
    }

    /** Requests answered with 421 so far. */
    public long misdirected() {
        return log.count(Outcome.MISDIRECTED);
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
        return log.latest();
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
    public void update(RegistrySnapshot view) {
        schemaDecisions.update(view);
        if (view == RegistrySnapshot.NONE) {
            contexts.startAnew();
        }
        lookupWait.wake();
    }

    @Override
    public void update(Collection<String> asked, Map<String, ContextRow> found) {
        contexts.answer(asked, found, schemaDecisions::of, requests::current);
        lookupWait.wake();
    }

    @Override
    public void made(boolean tables) {
        schemaDecisions.made(tables);
        lookupWait.wake();
    }

    /** Says whether the registry was read lately enough; see {@link RoutingSettings#registryLease()}. */
    public void leased(boolean held) {
        schemaDecisions.leased(held);
        lookupWait.wake();
    }

    /** Threads of requests that wait for a look-up now. */
    public int waiting() {
        return lookupWait.waiting();
    }

    @Override
    public Map<String, Long> draining() {
        Map<String, Long> draining = new HashMap<>();
        for (long number : requests.current()) {
            CachedContext context = contexts.numbered(number);
            if (context != null) {
                count(draining, context, 1);
            }
        }
        if (requests.anyDetached()) {
            Consumer<CachedContext> detached = context -> count(draining, context, context.detached());
            contexts.forEach(detached);
        }
        return draining;
    }

    private static void count(Map<String, Long> draining, CachedContext context, long requests) {
        if (requests > 0 && context.registered() && context.decision().state != ContextState.HERE) {
            draining.merge(context.id(), requests, Long::sum);
        }
    }

    @Override
    public long inFlight() {
        return requests.total();
    }
}
