package org.jettyferry.node.registry;

import org.jspecify.annotations.Nullable;

/** A database schema as the registry has it. Immutable. */
public final class Schema {
    private final long id;
    private final String name;
    private final @Nullable String server;
    private final boolean enabled;
    private final String reason;

    /**
     * Makes a schema.
     *
     * @param id the key of {@code ferry_schema}
     * @param name its name
     * @param server the name of the server that it is assigned to; null if it is assigned to none
     * @param enabled false while it is disabled
     * @param reason why it is disabled; empty if none was given
     */
    public Schema(long id, String name, @Nullable String server, boolean enabled, String reason) {
        this.id = id;
        this.name = name;
        this.server = server;
        this.enabled = enabled;
        this.reason = reason;
    }

    public long id() {
        return id;
    }

    public String name() {
        return name;
    }

    /** Returns the name of the server that it is assigned to; null if it is assigned to none. */
    public @Nullable String server() {
        return server;
    }

    public boolean enabled() {
        return enabled;
    }

    /** Returns why it is disabled; empty if none was given. */
    public String reason() {
        return reason;
    }
}
