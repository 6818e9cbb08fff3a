package org.jettyferry.node.view;

import org.jspecify.annotations.Nullable;

/** What the poller is told. Immutable. */
public final class PollerSettings {
    private final @Nullable RegistryAddress registry;
    private final String serverName;
    private final long pollMillis;
    private final long heartbeatMillis;

    /**
     * Makes one.
     *
     * @param registry where the registry is; null if there is none, which lets the poller rest
     * @param serverName the server that this node belongs to; empty if nobody said, and then it sends no heartbeats
     * @param pollMillis how often it looks for changes
     * @param heartbeatMillis how often it says that it lives
     */
    public PollerSettings(
            @Nullable RegistryAddress registry, String serverName, long pollMillis, long heartbeatMillis) {
        this.registry = registry;
        this.serverName = serverName;
        this.pollMillis = pollMillis;
        this.heartbeatMillis = heartbeatMillis;
    }

    /** Where the registry is; null if there is none. */
    public @Nullable RegistryAddress registry() {
        return registry;
    }

    String serverName() {
        return serverName;
    }

    /** How often it looks for changes. */
    public long pollMillis() {
        return pollMillis;
    }

    /** How often it says that it lives. */
    public long heartbeatMillis() {
        return heartbeatMillis;
    }

    long pollNanos() {
        return pollMillis * 1_000_000;
    }

    long heartbeatNanos() {
        return heartbeatMillis * 1_000_000;
    }
}
