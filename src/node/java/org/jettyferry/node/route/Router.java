package org.jettyferry.node.route;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import org.jettyferry.node.contexts.CacheEntry;
import org.jettyferry.node.contexts.CachedContext;
import org.jettyferry.node.contexts.ContextCache;
import org.jettyferry.node.decision.ContextState;
import org.jettyferry.node.decision.Decision;
import org.jettyferry.node.decision.SchemaDecisions;
import org.jettyferry.node.decision.SchemaWatch;
import org.jettyferry.node.registry.ContextDirectory;
import org.jettyferry.node.registry.ContextRow;
import org.jettyferry.node.registry.RegistrySnapshot;
import org.jettyferry.node.registry.SchemaCounts;
import org.jettyferry.version.VersionRange;
import org.jspecify.annotations.Nullable;

/**
 * Connects the two sides of a node: the poller writes what the registry says through {@link ContextDirectory}, and
 * requests read the decision of their context. It joins the cache, the decisions, the counters and the writer of
 * rejections. Requests read without a lock; any thread may call the other methods.
 */
public final class Router implements ContextDirectory {
    private final SchemaDecisions schemaDecisions;
    private final ContextCache contexts;
    private final InFlightRequests requests = new InFlightRequests();
    private final SchemaTally tally = new SchemaTally();
    private final DecisionLog log = new DecisionLog();
    private final RejectionWriter rejections;
    private final LookupWait lookupWait = new LookupWait();
    private final Parking parking = new Parking();
    private volatile BooleanSupplier lookupPossible = () -> true;
    private volatile RoutingSettings settings;
    private volatile ResolverChain chain;

    /** Makes a router that knows nothing yet: every request gets what the settings say for contexts not looked up. */
    public Router(RoutingSettings settings) {
        this.settings = settings;
        this.schemaDecisions = new SchemaDecisions();
        configure(settings);
        this.rejections = new RejectionWriter(log, schemaDecisions::version);
        this.contexts = new ContextCache(settings.maxContexts, schemaDecisions.pending(), schemaDecisions.unknown());
        this.chain = new ResolverChain(settings.resolvers, contexts);
    }

    /**
     * Sets what happens when a name waits for its look-up; call it once, before the first request.
     *
     * @param wake wakes the poller so that it takes the wanted names; must be cheap and must not block
     * @param lookupPossible returns whether an answer may come soon, so that waiting for it makes sense
     */
    public void onWanted(Runnable wake, BooleanSupplier lookupPossible) {
        contexts.onWanted(wake);
        this.lookupPossible = lookupPossible;
    }

    /** Sets who gives tickets to the requests that are redirected. */
    public void tickets(Tickets tickets) {
        rejections.tickets(tickets);
    }

    /** Sets who learns which schemata are served here. */
    public void watch(SchemaWatch watch) {
        schemaDecisions.watch(watch);
    }

    /** Puts new settings in force for the requests that arrive from now on. */
    public synchronized void settings(RoutingSettings settings) {
        this.settings = settings;
        configure(settings);
        contexts.maxContexts(settings.maxContexts);
        chain = new ResolverChain(settings.resolvers, contexts);
    }

    private void configure(RoutingSettings current) {
        schemaDecisions.configure(
                current.serverName, current.unknownContext == UnknownContext.THROUGH, current.schemaVersions);
        schemaDecisions.parkTime(current.parkMillis);
        parking.configure(current);
        wake();
    }

    /** Lets those that wait look at their decisions again. */
    private void wake() {
        lookupWait.wake();
        parking.wake();
    }

    /** Sets the schema versions that the web applications work with; those of the settings win. */
    public void declare(VersionRange schemaVersions) {
        schemaDecisions.declare(schemaVersions);
        wake();
    }

    /** Returns the schema versions that this node works with. */
    public VersionRange schemaVersions() {
        return schemaDecisions.schemaVersions();
    }

    /** Returns why schemata are kept closed for their version, and what to do, by their names. */
    public Map<String, String> closedSchemata() {
        return schemaDecisions.closedSchemata();
    }

    /** Sets whether requests wait for a registry; if not, they go through until one was read. */
    public void registryRequired(boolean required) {
        schemaDecisions.registryRequired(required);
    }

    /** Returns the settings in force. */
    public RoutingSettings settings() {
        return settings;
    }

    /**
     * Returns why a load balancer should send no request here, as a phrase; empty if it may. Whether a single context is served
     * here does not matter.
     */
    public String notReady() {
        return settings.ready ? schemaDecisions.standstill() : "ready is off in server.properties";
    }

    /** Returns which setting does not fit the registry, as a sentence; empty if all fit. */
    public String problem() {
        return schemaDecisions.problem();
    }

    /** Returns whether each web application is one context, so that no other shares its sessions. */
    public boolean webappFirst() {
        return chain.webappFirst;
    }

    /** Returns whether requests of any context are to be parked now; each request may ask. */
    public boolean anyParks() {
        return schemaDecisions.anyParks();
    }

    /** Returns where requests are parked. */
    public Parking parking() {
        return parking;
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
     * Waits for the look-up of a stopped request's context, if it is still pending and the settings allow waiting.
     *
     * @param decision the one that has stopped the request; the answer to the look-up may have come since
     * @return whether the context was looked up meanwhile, so that the request must be decided again
     */
    boolean awaitLookup(CacheEntry context, Decision decision) {
        if (decision.state == ContextState.PENDING && context.decision().state != ContextState.PENDING) {
            return true;
        }
        RoutingSettings current = settings;
        return current.unknownContext == UnknownContext.WAIT
                && contexts.awaitsLookup(context)
                && lookupPossible.getAsBoolean()
                && lookupWait.await(
                        () -> !contexts.awaitsLookup(context),
                        current.maxWaiting,
                        TimeUnit.MILLISECONDS.toNanos(current.lookupWaitMillis));
    }

    void reject(
            HttpServletRequest request,
            HttpServletResponse response,
            CrossOrigin webappOrigins,
            CacheEntry context,
            Decision decision)
            throws IOException {
        rejections.reject(
                request, response, settings, webappOrigins, context.whole().id(), decision);
        tally.answered(context, response.getStatus());
    }

    /** Counts a request that waits, or has waited. */
    void parked(CacheEntry context) {
        tally.parked(context);
    }

    /** Sends a request that came with a ticket to the same address without it. */
    void sendClean(
            HttpServletRequest request,
            HttpServletResponse response,
            CrossOrigin webappOrigins,
            String context,
            boolean arrived)
            throws IOException {
        rejections.sendClean(request, response, settings, webappOrigins, context, arrived);
    }

    /** Sends a request that has waited in the filter to this node once more, since its context is open now. */
    void sendAgain(HttpServletRequest request, HttpServletResponse response, CrossOrigin webappOrigins, String context)
            throws IOException {
        rejections.sendAgain(request, response, settings, webappOrigins, context);
    }

    /**
     * Returns where a context is, as far as this node knows. A name that is not known yet is queued for look-up.
     *
     * @param name any name of the context
     */
    public ContextState state(String name) {
        return contexts.find(name).decision().state;
    }

    /** Returns a context as the registry has it; null if it was not looked up yet or does not exist. */
    public @Nullable ContextRow context(String name) {
        return contexts.find(name).row();
    }

    /** Returns how many requests were let through so far, including those of unknown contexts. */
    public long passed() {
        return requests.passed();
    }

    /** Returns how many requests were let through for which the registry has no context. */
    public long unknown() {
        return requests.unknown();
    }

    /** Returns how many requests were redirected so far. */
    public long redirected() {
        return log.count(Outcome.REDIRECT);
    }

    /** Returns how many requests got 503 so far. */
    public long disabled() {
        return log.count(Outcome.DISABLED);
    }

    /** Returns how many requests got 421 so far. */
    public long misdirected() {
        return log.count(Outcome.MISDIRECTED);
    }

    /** Returns how many cached names belong to contexts of the registry. */
    public int contexts() {
        return contexts.contexts();
    }

    /** Returns how many cached names the registry does not have, or has not been asked for yet. */
    public int strangers() {
        return contexts.strangers();
    }

    /** Returns the latest rejected requests, newest first; at most 128. */
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
    public void update(RegistrySnapshot snapshot) {
        schemaDecisions.update(snapshot);
        if (snapshot == RegistrySnapshot.NONE) {
            contexts.reset();
        }
        wake();
    }

    @Override
    public void update(Collection<String> asked, Map<String, ContextRow> found) {
        contexts.answer(asked, found, schemaDecisions::of, requests::current);
        wake();
    }

    @Override
    public void tablesExist(boolean exist) {
        schemaDecisions.tablesExist(exist);
        wake();
    }

    /** Sets whether the registry was read recently enough; see {@link RoutingSettings#registryLease()}. */
    public void leaseHeld(boolean held) {
        schemaDecisions.leaseHeld(held);
        wake();
    }

    /** Returns how many request threads wait for a look-up now. */
    public int waiting() {
        return lookupWait.waiting();
    }

    @Override
    public Map<String, Long> draining() {
        Map<String, Long> draining = new HashMap<>();
        drain((context, requests) -> draining.merge(context.id(), requests, Long::sum));
        return draining;
    }

    /** Returns the schemata that are not served here and still have a request in flight. */
    public Set<Long> drainingSchemata() {
        Set<Long> draining = new HashSet<>();
        drain((context, requests) -> {
            ContextRow row = context.row();
            if (row != null) {
                draining.add(row.schemaId());
            }
        });
        return draining;
    }

    /** Visits the contexts that are not served here and still have requests in flight, maybe several times. */
    private void drain(ObjLongConsumer<CachedContext> visitor) {
        for (long number : requests.current()) {
            CachedContext context = contexts.numbered(number);
            if (context != null) {
                drain(context, 1, visitor);
            }
        }
        if (requests.anyDetached()) {
            Consumer<CachedContext> detached = context -> drain(context, context.detached(), visitor);
            contexts.forEach(detached);
        }
    }

    private static void drain(CachedContext context, long requests, ObjLongConsumer<CachedContext> visitor) {
        if (requests > 0 && context.registered() && context.decision().state != ContextState.HERE) {
            visitor.accept(context, requests);
        }
    }

    @Override
    public Collection<SchemaCounts> counts() {
        return tally.counts();
    }

    @Override
    public long inFlight() {
        return requests.total();
    }
}
