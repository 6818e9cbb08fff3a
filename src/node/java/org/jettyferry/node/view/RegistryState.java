package org.jettyferry.node.view;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** How the poller fares. Written by its thread, read by any: each value is right, not all at one moment. */
public final class RegistryState {
    private final AtomicLong queries = new AtomicLong();
    private final AtomicLong names = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private volatile String url = "";
    private volatile String problem = "";
    private volatile String heartbeatProblem = "";
    private volatile boolean reachable;
    private volatile boolean reached;
    private volatile long version;
    private volatile RegistryView view = RegistryView.NONE;
    private volatile long answered = System.nanoTime();

    RegistryState() {}

    /** The registry's URL without its secrets; empty if none is configured. */
    public String url() {
        return url;
    }

    /** Whether the last attempt to read it went well; after a failure only all that was due to be read proves that. */
    public boolean reachable() {
        return reachable;
    }

    /** Whether it was ever read since it was configured; until then nothing is known. */
    public boolean reached() {
        return reached;
    }

    /** Why it can't be read, in words without secrets; empty while it can be. */
    public String problem() {
        return problem;
    }

    /** Why this node's heartbeats can't be written; empty while they can be. */
    public String heartbeatProblem() {
        return heartbeatProblem;
    }

    /** The version of the registry that this node obeys; 0 before the first. */
    public long version() {
        return version;
    }

    /** The servers and schemata as they were read last. */
    public RegistryView view() {
        return view;
    }

    /** Milliseconds since the registry was last read, or since the start. */
    public long ageMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - answered);
    }

    /** How many queries looked up contexts. */
    public long lookups() {
        return queries.get();
    }

    /** How many names these queries asked for. */
    public long lookedUpNames() {
        return names.get();
    }

    /** How many attempts to read the registry failed. */
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
        view = RegistryView.NONE;
        answered = System.nanoTime();
    }

    void sees(RegistryView newView) {
        view = newView;
    }

    void lookedUp(int count) {
        queries.incrementAndGet();
        names.addAndGet(count);
    }

    void obeys(long newVersion) {
        version = newVersion;
        answered = System.nanoTime();
        reached = true;
        reachable |= problem.isEmpty();
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
