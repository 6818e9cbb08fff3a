package org.jettyferry.node.registry;

import org.jspecify.annotations.Nullable;

/** The settings of the poller. Immutable. */
public final class PollerSettings {
    private static final long LONGEST_PAUSE = 60_000_000_000L;

    private final @Nullable RegistryAddress registry;
    private final boolean required;
    private final String serverName;
    private final long pollMillis;
    private final long heartbeatMillis;
    private final boolean showsNodes;

    /**
     * Makes settings.
     *
     * @param registry where the registry is; null if none is configured, and then the poller is idle
     * @param required whether requests wait until the registry was read; not if its address is only that of the
     *     session store, and no server is named
     * @param serverName the server that this node belongs to; empty if not set, and then it writes no heartbeats
     * @param pollMillis how often to look for changes
     * @param heartbeatMillis how often to write a heartbeat
     * @param showsNodes whether to read all nodes as often, for the status page
     */
    public PollerSettings(
            @Nullable RegistryAddress registry,
            boolean required,
            String serverName,
            long pollMillis,
            long heartbeatMillis,
            boolean showsNodes) {
        this.registry = registry;
        this.required = required;
        this.serverName = serverName;
        this.pollMillis = pollMillis;
        this.heartbeatMillis = heartbeatMillis;
        this.showsNodes = showsNodes;
    }

    /** Returns where the registry is; null if none is configured. */
    public @Nullable RegistryAddress registry() {
        return registry;
    }

    /** Returns whether requests get 503 until the registry was read once. */
    public boolean required() {
        return required;
    }

    String serverName() {
        return serverName;
    }

    boolean showsNodes() {
        return showsNodes;
    }

    /** Returns how often to look for changes. */
    public long pollMillis() {
        return pollMillis;
    }

    /** Returns how often to write a heartbeat. */
    public long heartbeatMillis() {
        return heartbeatMillis;
    }

    long pollNanos() {
        return pollMillis * 1_000_000;
    }

    /** Returns how long to wait after some failures to write in a row: the time between heartbeats, doubled each time. */
    long pauseNanos(int failures) {
        return Math.min(LONGEST_PAUSE, heartbeatNanos() << Math.min(failures, 6));
    }

    long heartbeatNanos() {
        return heartbeatMillis * 1_000_000;
    }
}
