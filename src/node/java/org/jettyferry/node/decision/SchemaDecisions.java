package org.jettyferry.node.decision;

import java.util.HashMap;
import java.util.Map;
import java.util.logging.Logger;
import org.jettyferry.node.registry.ContextRow;
import org.jettyferry.node.registry.RegistrySnapshot;
import org.jettyferry.node.registry.Schema;
import org.jspecify.annotations.Nullable;

/** The decision of each schema, kept in step with the registry, the settings and the lease. Thread-safe. */
public final class SchemaDecisions {
    private static final Logger LOG = Logger.getLogger(SchemaDecisions.class.getName());

    private final SharedDecision pending = new SharedDecision(Decision.pending(true));
    private final SharedDecision unknown = new SharedDecision(Decision.unknown());
    private final SharedDecision disabled = new SharedDecision(Decision.disabled());
    private final Map<Long, SharedDecision> schemata = new HashMap<>();
    private volatile RegistrySnapshot view = RegistrySnapshot.NONE;
    private volatile String problem = "";
    private @Nullable String serverName;
    private boolean pendingThrough;
    private boolean registry = true;
    private boolean made = true;
    private boolean leased = true;

    /** The server that contexts of this node live on: the last name set for it that the registry knew. */
    private @Nullable String own;

    /** Knows nothing yet, not even which server this node belongs to. */
    public SchemaDecisions() {
        update();
    }

    /** Of names that were not looked up yet. */
    public SharedDecision pending() {
        return pending;
    }

    /** Of names that the registry doesn't have. */
    public SharedDecision unknown() {
        return unknown;
    }

    public synchronized SharedDecision of(ContextRow row) {
        if (!row.enabled()) {
            return disabled;
        }
        return schemata.computeIfAbsent(
                row.schemaId(),
                id -> new SharedDecision(decision(view.schemata().get(id))));
    }

    public synchronized void update(RegistrySnapshot view) {
        this.view = view;
        update();
    }

    /**
     * Puts settings in force.
     *
     * @param server the name of this node's own server; null if it is not set
     * @param passes whether requests go through whose context was not looked up yet
     */
    public synchronized void configure(@Nullable String server, boolean passes) {
        serverName = server;
        pendingThrough = passes;
        update();
    }

    /** Says whether there is a registry that names can be looked up in. */
    public synchronized void registry(boolean configured) {
        registry = configured;
        update();
    }

    /** Says whether the registry's tables were ever made; before that nothing can have moved. */
    public synchronized void made(boolean tables) {
        made = tables;
        update();
    }

    /** Says whether the registry was read lately enough to know that no other server has the contexts of this one. */
    public synchronized void leased(boolean held) {
        leased = held;
        update();
    }

    /** The version of the registry that this is in step with. */
    public long version() {
        return view.version();
    }

    /** What is wrong with the name of this node's server, in a sentence; empty if nothing is. */
    public String problem() {
        return problem;
    }

    private void update() {
        findOwn();
        pending.decision(notKnownYet());
        schemata.forEach((id, place) -> place.decision(decision(view.schemata().get(id))));
    }

    /**
     * A name that the registry doesn't know would put every context elsewhere. What held before stays, as with any value
     * that is no good; so does the name of a server that is removed while nodes of it still run.
     */
    private void findOwn() {
        String named = serverName;
        if (named == null || view.servers().isEmpty() || view.servers().contains(named)) {
            own = view.servers().isEmpty() ? null : named;
            report("");
        } else {
            report(
                    "serverName is " + named + ", which is not registered; "
                            + (own == null
                                    ? "all enabled contexts are let through here"
                                    : "this node stays one of " + own)
                            + "; set it, or the variable SERVER_NAME that wins over the file, to a name of `ferry server list`");
        }
    }

    private void report(String what) {
        if (!what.equals(problem)) {
            if (what.isEmpty()) {
                LOG.info("the registry knows this node's server now");
            } else {
                LOG.severe(what);
            }
        }
        problem = what;
    }

    private Decision notKnownYet() {
        return Decision.pending(pendingThrough || !registry || !made);
    }

    /**
     * Where a schema is. One that is assigned to no server is at home everywhere, as it was before there was a registry;
     * so is any on a node whose server nobody has named or the registry doesn't know, for it can't know better.
     */
    private Decision decision(@Nullable Schema schema) {
        if (schema == null) {
            return notKnownYet(); // newer than the view, which is read again soon
        }
        if (!schema.enabled()) {
            return Decision.disabled();
        }
        String server = schema.server();
        if (server == null || own == null) {
            return Decision.here();
        }
        return server.equals(own) ? ownVerdict() : Decision.elsewhere(server);
    }

    /** Without a lease, nothing is known of what may live on another server by now. */
    private Decision ownVerdict() {
        return leased ? Decision.here() : Decision.pending(false);
    }
}
