package org.jettyferry.node.registry;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The current state of the poller. Its thread writes it and any thread reads it: each value is right by itself, but two
 * values need not belong to the same moment.
 */
public final class RegistryState {
    private final LongSupplier nanoClock;
    private final AtomicLong queries = new AtomicLong();
    private final AtomicLong names = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private volatile String url = "";
    private volatile String problem = "";
    private volatile String heartbeatProblem = "";
    private volatile boolean reachable;
    private volatile boolean reached;
    private volatile long version;
    private volatile RegistrySnapshot snapshot = RegistrySnapshot.NONE;
    private volatile List<SeenNode> nodes = Collections.emptyList();
    private volatile long answered;

    RegistryState() {
        this(System::nanoTime);
    }

    /** @param nanoClock as {@link System#nanoTime} */
    RegistryState(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        answered = nanoClock.getAsLong();
    }

    /** Returns the registry's URL without secrets; empty if none is configured. */
    public String url() {
        return url;
    }

    /** Returns whether the last attempt to read it succeeded; after a failure, everything due must have been read. */
    public boolean reachable() {
        return reachable;
    }

    /** Returns whether the registry was read at least once since it was configured. */
    public boolean reached() {
        return reached;
    }

    /** Returns why it cannot be read, without secrets; empty while it can be. */
    public String problem() {
        return problem;
    }

    /** Returns why this node's heartbeats cannot be written; empty while they can be. */
    public String heartbeatProblem() {
        return heartbeatProblem;
    }

    /** Returns the version of the registry that this node has applied; 0 before the first. */
    public long version() {
        return version;
    }

    /** Returns the servers and schemata as they were read last. */
    public RegistrySnapshot snapshot() {
        return snapshot;
    }

    /** Returns all nodes as their heartbeats were read last; empty unless {@link PollerSettings#showsNodes}. */
    public List<SeenNode> nodes() {
        return nodes;
    }

    /** Returns the milliseconds since the registry was last read, or since the start. */
    public long ageMillis() {
        return TimeUnit.NANOSECONDS.toMillis(nanoClock.getAsLong() - answered);
    }

    /** Returns how many queries looked up contexts. */
    public long lookups() {
        return queries.get();
    }

    /** Returns how many names these queries asked for. */
    public long lookedUpNames() {
        return names.get();
    }

    /** Returns how many attempts to read the registry failed. */
    public long failures() {
        return failures.get();
    }

    void begin(String newUrl) {
        url = newUrl;
        reached = false;
        reachable = false;
        problem = "";
        heartbeatProblem = "";
        version = 0;
        snapshot = RegistrySnapshot.NONE;
        nodes = Collections.emptyList();
        answered = nanoClock.getAsLong();
    }

    void update(RegistrySnapshot newSnapshot) {
        snapshot = newSnapshot;
    }

    void nodes(List<SeenNode> newNodes) {
        nodes = newNodes;
    }

    void lookedUp(int count) {
        queries.incrementAndGet();
        names.addAndGet(count);
    }

    /** @param asked when the query was sent; its answer may have taken long, and is as old as the query */
    void applied(long newVersion, long asked) {
        version = newVersion;
        answered = asked;
        reached = true;
    }

    void succeeded() {
        problem = "";
        reachable = true;
    }

    void failed(String why) {
        failures.incrementAndGet();
        problem = why;
        reachable = false;
    }

    void heartbeats(String why) {
        heartbeatProblem = why;
    }
}
