package org.jettyferry.node.decision;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.jettyferry.node.registry.ContextRow;
import org.jettyferry.node.registry.RegistrySnapshot;
import org.jettyferry.node.registry.Schema;
import org.jettyferry.version.VersionRange;
import org.jspecify.annotations.Nullable;

/**
 * Computes the decision of each schema from five inputs, and again whenever one of them changes: the snapshot of the
 * registry, the settings, the range that the web applications declare, whether the registry's tables exist, and whether
 * the lease is held. Thread-safe.
 */
public final class SchemaDecisions {
    private static final Logger LOG = Logger.getLogger(SchemaDecisions.class.getName());

    /** No request is parked longer, whatever the registry says: balancers give up after half a minute or later. */
    private static final long LONGEST_PARK_MILLIS = 30_000;

    private final SharedDecision pending = new SharedDecision(Decision.pending(true));
    private final SharedDecision unknown = new SharedDecision(Decision.unknown());
    private final SharedDecision disabled = new SharedDecision(Decision.disabled());
    private final Map<Long, SharedDecision> schemata = new HashMap<>();
    private final VersionGate versions = new VersionGate();
    private final Set<Long> closed = new HashSet<>();
    private SchemaWatch watch = SchemaWatch.NONE;
    private volatile RegistrySnapshot snapshot = RegistrySnapshot.NONE;
    private volatile String problem = "";
    private volatile boolean anyParks;
    private @Nullable String serverName;
    private boolean pendingPasses;
    private boolean registryRequired = true;
    private boolean tablesExist = true;
    private boolean leaseHeld = true;
    private long parkMillis;

    /** The server of this node: the last configured name that the registry knew. */
    private @Nullable String ownServer;

    /** Starts without any knowledge, even of the server that this node belongs to. */
    public SchemaDecisions() {
        update();
    }

    /** Sets who learns which schemata are served here; it is called at once. */
    public synchronized void watch(SchemaWatch newWatch) {
        watch = newWatch;
        update();
    }

    /** Returns the decision of names that were not looked up yet. */
    public SharedDecision pending() {
        return pending;
    }

    /** Returns the decision of names that the registry does not have. */
    public SharedDecision unknown() {
        return unknown;
    }

    /** Returns the decision that a context shares with its schema, or with all disabled contexts. */
    public synchronized SharedDecision of(ContextRow row) {
        if (!row.enabled()) {
            return disabled;
        }
        return schemata.computeIfAbsent(
                row.schemaId(),
                id -> new SharedDecision(decision(snapshot.schemata().get(id))));
    }

    /** Puts a new snapshot of the registry in force. */
    public synchronized void update(RegistrySnapshot snapshot) {
        this.snapshot = snapshot;
        update();
    }

    /**
     * Puts settings in force.
     *
     * @param server the name of this node's server; null if it is not set
     * @param passes whether requests pass while their context is not looked up yet
     * @param schemaVersions the schema versions that this node works with; empty if its web applications declare them
     */
    public synchronized void configure(@Nullable String server, boolean passes, Optional<VersionRange> schemaVersions) {
        serverName = server;
        pendingPasses = passes;
        versions.configured(schemaVersions);
        update();
    }

    /** Sets how long the requests of disabled schemata are parked, where the registry does not say longer; 0 for not. */
    public synchronized void parkTime(long millis) {
        parkMillis = millis;
        update();
    }

    /** Returns whether requests of any schema are to be parked now; cheap, because each request may ask. */
    public boolean anyParks() {
        return anyParks;
    }

    /** Sets the schema versions that all web applications of this node work with, as they declare them. */
    public synchronized void declare(VersionRange schemaVersions) {
        versions.declared(schemaVersions);
        update();
    }

    /** Returns the schema versions that this node works with. */
    public VersionRange schemaVersions() {
        return versions.range();
    }

    /** Returns why schemata are kept closed for their version, and what to do, by their names. */
    public Map<String, String> closedSchemata() {
        return versions.closed();
    }

    /** Sets whether requests wait for a registry that was not read yet; see {@link #update(RegistrySnapshot)}. */
    public synchronized void registryRequired(boolean required) {
        registryRequired = required;
        update();
    }

    /** Sets whether the registry's tables exist; before they do, no context can have moved. */
    public synchronized void tablesExist(boolean exist) {
        tablesExist = exist;
        update();
    }

    /** Sets whether the registry was read recently enough to know that no other server has this server's contexts. */
    public synchronized void leaseHeld(boolean held) {
        leaseHeld = held;
        update();
    }

    /** Returns why this node cannot serve any context now, as a phrase; empty if it can serve those that live here. */
    public synchronized String standstill() {
        if (!leaseHeld) {
            return "the registry was not read for too long";
        }
        return snapshot == RegistrySnapshot.NONE && !pending.decision().passes ? "the registry was not read yet" : "";
    }

    /** Returns the version of the registry that the decisions follow. */
    public long version() {
        return snapshot.version();
    }

    /** Returns what is wrong with the name of this node's server, as a sentence; empty if nothing is. */
    public String problem() {
        return problem;
    }

    private void update() {
        findOwnServer();
        pending.decision(pendingDecision());
        versions.close(snapshot.schemata().values().stream()
                .filter(schema -> decision(schema).state == ContextState.WRONG_VERSION)
                .collect(Collectors.toList()));
        Map<Long, ContextState> states = new HashMap<>();
        snapshot.schemata().forEach((id, schema) -> states.put(id, decision(schema).state));
        announce(states);
        decide();
        watch.changed(states, endings());
    }

    private Map<Long, Long> endings() {
        Map<Long, Long> endings = new HashMap<>();
        snapshot.schemata().forEach((id, schema) -> {
            if (schema.endSessions() != 0) {
                endings.put(id, schema.endSessions());
            }
        });
        return endings;
    }

    private void decide() {
        boolean parks = snapshot.schemata().values().stream().anyMatch(schema -> decision(schema).parkMillis > 0);
        if (parks) {
            anyParks = true; // before such a decision is in force; and below, false only when none is any more
        }
        schemata.forEach(
                (id, shared) -> shared.decision(decision(snapshot.schemata().get(id))));
        anyParks = parks;
    }

    /**
     * Announces the schemata that are about to be opened: those that this node knew to be closed. One that is pending
     * in between, without a lease, is still closed.
     */
    private void announce(Map<Long, ContextState> states) {
        Set<Long> opening = new HashSet<>(closed);
        opening.removeIf(id -> states.get(id) != ContextState.HERE);
        if (!opening.isEmpty()) {
            watch.opening(opening);
        }
        states.forEach((id, state) -> {
            if (state == ContextState.HERE) {
                closed.remove(id);
            } else if (state != ContextState.PENDING) {
                closed.add(id);
            }
        });
        closed.retainAll(states.keySet());
    }

    /**
     * Accepts the configured server name if the registry knows it. An unknown name would put every context elsewhere,
     * so the previous one stays, as with any unusable value; the same holds for a server that is removed while it has
     * nodes.
     */
    private void findOwnServer() {
        String named = serverName;
        if (named == null || snapshot.servers().isEmpty() || snapshot.servers().contains(named)) {
            ownServer = snapshot.servers().isEmpty() ? null : named;
            report("");
        } else {
            report("serverName is " + named + ", which is not registered; "
                    + (ownServer == null
                            ? "all enabled contexts are let through here"
                            : "this node stays one of " + ownServer)
                    + "; set it, or the variable SERVER_NAME that wins over the file,"
                    + " to a name of `ferry server list`");
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

    private Decision pendingDecision() {
        boolean unread = snapshot == RegistrySnapshot.NONE;
        return Decision.pending(pendingPasses || !tablesExist || (unread && !registryRequired));
    }

    /**
     * Returns the decision of a schema. Every server serves a schema without a server, as before there was a
     * registry. A node that does not know its own server serves every enabled schema.
     */
    private Decision decision(@Nullable Schema schema) {
        if (schema == null) {
            return pendingDecision(); // newer than the snapshot, which is read again soon
        }
        if (!schema.enabled()) {
            return Decision.disabled(Math.min(LONGEST_PARK_MILLIS, Math.max(parkMillis, schema.parkMillis())));
        }
        String server = schema.server();
        if (server == null || ownServer == null) {
            return served(schema);
        }
        return server.equals(ownServer) ? ownDecision(schema) : Decision.elsewhere(server);
    }

    /** Returns the decision of this server's schemata: without a lease they may live on another server by now. */
    private Decision ownDecision(Schema schema) {
        return leaseHeld ? served(schema) : Decision.pending(false);
    }

    private Decision served(Schema schema) {
        return versions.admits(schema) ? Decision.here() : Decision.wrongVersion();
    }
}
