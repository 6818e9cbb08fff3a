package org.jettyferry.node.registry;

import org.jettyferry.version.SchemaVersion;
import org.jspecify.annotations.Nullable;

/** A database schema as the registry has it. Immutable. */
public final class Schema {
    private final long id;
    private final String name;
    private final @Nullable String server;
    private final boolean enabled;
    private final String reason;
    private final @Nullable SchemaVersion version;
    private final long parkMillis;
    private final long endSessions;

    /** Makes a schema without a recorded version, whose requests are not parked. */
    public Schema(long id, String name, @Nullable String server, boolean enabled, String reason) {
        this(id, name, server, enabled, reason, null, 0);
    }

    /**
     * Makes a schema.
     *
     * @param id the key of {@code ferry_schema}
     * @param name its name
     * @param server the name of the server that it is assigned to; null if it is assigned to none
     * @param enabled false while it is disabled
     * @param reason why it is disabled; empty if none was given
     * @param version the version that is recorded of it; null if none is
     * @param parkMillis how long nodes park its requests while it is disabled; 0 to refuse them at once
     */
    public Schema(
            long id,
            String name,
            @Nullable String server,
            boolean enabled,
            String reason,
            @Nullable SchemaVersion version,
            long parkMillis) {
        this(id, name, server, enabled, reason, version, parkMillis, 0);
    }

    private Schema(
            long id,
            String name,
            @Nullable String server,
            boolean enabled,
            String reason,
            @Nullable SchemaVersion version,
            long parkMillis,
            long endSessions) {
        this.id = id;
        this.name = name;
        this.server = server;
        this.enabled = enabled;
        this.reason = reason;
        this.version = version;
        this.parkMillis = Math.max(0, parkMillis);
        this.endSessions = endSessions;
    }

    /**
     * Returns the same schema with a request to end its sessions.
     *
     * @param request the version of the registry that began it; 0 for none
     */
    public Schema endingSessions(long request) {
        return new Schema(id, name, server, enabled, reason, version, parkMillis, request);
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

    /** Returns the version that is recorded of it; null if none is. */
    public @Nullable SchemaVersion version() {
        return version;
    }

    /** Returns how many milliseconds a request may wait for it while it is disabled; 0 if it is refused at once. */
    public long parkMillis() {
        return parkMillis;
    }

    /**
     * Returns which request there is to end the sessions of its contexts: the version of the registry that began it; 0 if
     * there is none. It counts only while the schema is disabled.
     */
    public long endSessions() {
        return enabled ? 0 : endSessions;
    }
}
