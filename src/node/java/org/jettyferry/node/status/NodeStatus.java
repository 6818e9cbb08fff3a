package org.jettyferry.node.status;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jettyferry.node.decision.ContextState;
import org.jettyferry.node.guard.GuardReport;
import org.jettyferry.node.registry.ContextRow;
import org.jettyferry.node.registry.NodeIdentity;
import org.jettyferry.node.registry.RegistryState;
import org.jettyferry.node.registry.Schema;
import org.jettyferry.node.registry.SeenNode;
import org.jettyferry.node.route.RecentDecision;
import org.jettyferry.node.route.Router;
import org.jettyferry.node.settings.SettingsWatch;
import org.jspecify.annotations.Nullable;

/** Collects the state of a node at the moment of each call. Thread-safe; waits for no database. */
public final class NodeStatus implements NodeMXBean {
    private static final long TIMEOUT_NANOS = 5_000_000_000L;
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final Pattern LONG_NUMBER = Pattern.compile("0*([0-9]{20})");

    private final NodeIdentity identity;
    private final SettingsWatch watch;
    private final Router routing;
    private final RegistryState registry;
    private final GuardReport guard;

    /** Makes the status of a node from its parts. */
    public NodeStatus(
            NodeIdentity identity, SettingsWatch watch, Router routing, RegistryState registry, GuardReport guard) {
        this.guard = guard;
        this.identity = identity;
        this.watch = watch;
        this.routing = routing;
        this.registry = registry;
    }

    /** Waits for a look-up: JMX calls run on threads of their own, never on request threads. */
    @Override
    public boolean existsInServer(String name) {
        long end = System.nanoTime() + TIMEOUT_NANOS;
        while (state(name) == ContextState.PENDING) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("the registry has not answered yet; ask again");
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while the registry was asked", e);
            }
        }
        return livesHere(name);
    }

    /** Returns where a context is, as far as is known; an unknown name is queued for look-up. */
    ContextState state(String name) {
        return routing.state(name);
    }

    /** Returns the schema that holds a context; null if it is not known. */
    @Nullable
    Schema schemaOf(String name) {
        ContextRow row = routing.context(name);
        return row == null ? null : registry.snapshot().schemata().get(row.schemaId());
    }

    boolean livesHere(String name) {
        Schema schema = schemaOf(name);
        return schema != null && !getServerName().isEmpty() && getServerName().equals(schema.server());
    }

    /** Returns the schemata of the registry, as this node has read them; {@code shop_2} before {@code shop_10}. */
    List<Schema> schemata() {
        return registry.snapshot().schemata().values().stream()
                .sorted(Comparator.comparing(NodeStatus::natural).thenComparing(Schema::name))
                .collect(Collectors.toList());
    }

    /** Returns all nodes of the registry, as this node has read their heartbeats; empty before the first time. */
    List<SeenNode> nodes() {
        return registry.nodes();
    }

    /** Returns the name with its numbers at one length, so that they sort as numbers. */
    private static String natural(Schema schema) {
        String padded = DIGITS.matcher(schema.name()).replaceAll("0000000000000000000$0");
        return LONG_NUMBER.matcher(padded).replaceAll("$1");
    }

    String token() {
        return watch.settings().statusToken();
    }

    /**
     * Returns why a load balancer should send no request to a web application of this node, as a phrase; empty if it may.
     *
     * @param contextPath of the web application; empty for the root
     */
    String notReady(String contextPath) {
        return guard.closed().containsKey(contextPath.isEmpty() ? "/" : contextPath)
                ? "the guard keeps it closed"
                : routing.notReady();
    }

    List<RecentDecision> recent() {
        return routing.recent();
    }

    @Override
    public String getNodeId() {
        return identity.id();
    }

    @Override
    public String getServerName() {
        return watch.settings().serverName();
    }

    @Override
    public String getHost() {
        return identity.host();
    }

    @Override
    public String getJettyVersion() {
        return identity.jettyVersion();
    }

    @Override
    public String getFerryVersion() {
        return identity.ferryVersion();
    }

    @Override
    public String getGeneration() {
        return identity.generation();
    }

    @Override
    public Map<String, String> getGuarded() {
        return guard.closed();
    }

    @Override
    public String getSchemaVersions() {
        return routing.schemaVersions().toString();
    }

    @Override
    public Map<String, String> getClosedSchemata() {
        return routing.closedSchemata();
    }

    @Override
    public String getSettingsFile() {
        return watch.file() == null ? "" : watch.file().toString();
    }

    @Override
    public List<String> getSettingsProblems() {
        List<String> problems = new ArrayList<>(watch.problems());
        if (!routing.problem().isEmpty()) {
            problems.add(routing.problem());
        }
        return problems;
    }

    @Override
    public String getRegistryUrl() {
        return registry.url();
    }

    @Override
    public boolean isRegistryReachable() {
        return registry.reachable();
    }

    @Override
    public String getRegistryProblem() {
        return registry.problem();
    }

    @Override
    public String getHeartbeatProblem() {
        return registry.heartbeatProblem();
    }

    @Override
    public long getViewVersion() {
        return registry.version();
    }

    @Override
    public long getViewAge() {
        return registry.ageMillis();
    }

    @Override
    public long getPassed() {
        return routing.passed();
    }

    @Override
    public long getUnknown() {
        return routing.unknown();
    }

    @Override
    public long getRedirected() {
        return routing.redirected();
    }

    @Override
    public long getDisabled() {
        return routing.disabled();
    }

    @Override
    public long getMisdirected() {
        return routing.misdirected();
    }

    @Override
    public long getInFlight() {
        return routing.inFlight();
    }

    @Override
    public long getParked() {
        return routing.parking().counts().now();
    }

    @Override
    public long getParkedTotal() {
        return routing.parking().counts().total();
    }

    @Override
    public long getParkingRefused() {
        return routing.parking().counts().refusals();
    }

    @Override
    public long getLongestParked() {
        return routing.parking().counts().longestMillis();
    }

    @Override
    public Map<String, Long> getDraining() {
        return routing.draining();
    }

    @Override
    public long getLookups() {
        return registry.lookups();
    }

    @Override
    public long getLookedUpNames() {
        return registry.lookedUpNames();
    }

    @Override
    public long getRegistryFailures() {
        return registry.failures();
    }

    @Override
    public int getContexts() {
        return routing.contexts();
    }

    @Override
    public int getStrangers() {
        return routing.strangers();
    }

    @Override
    public List<String> getRecentDecisions() {
        return recent().stream().map(NodeStatus::line).collect(Collectors.toList());
    }

    private static String line(RecentDecision decision) {
        return (Instant.ofEpochMilli(decision.time()) + " " + decision.outcome() + " " + decision.context() + " "
                        + decision.target())
                .trim();
    }
}
