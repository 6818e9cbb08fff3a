package org.jettyferry.registry;

import java.util.List;
import java.util.Map;
import org.jettyferry.version.SchemaVersion;
import org.jettyferry.version.VersionRange;

/**
 * One Jetty process, as its heartbeats describe it.
 *
 * @param id a new one at each start of the process
 * @param server the server that it belongs to
 * @param host the machine
 * @param jetty the version of Jetty
 * @param ferry the version of Ferry
 * @param generation which generation of session tables its Jetty needs
 * @param startedMillis when it started, in milliseconds since 1970
 * @param ageMillis how long ago its last heartbeat was, by the database's clock
 * @param registryVersion the version of the registry that it read last
 * @param inFlight requests in flight
 * @param unknownContext what it does with a request whose context it has not looked up yet: {@code wait},
 *     {@code through} or {@code disabled}; empty if it did not say
 * @param guard whether its guard keeps it closed: {@code kept off} if it answers 503 and touches no session table,
 *     {@code closed} if it answers 503; {@code guest} if it is open and reaches the tables by the guest's driver; else empty
 * @param guardReason what its guard found, as a sentence; empty if it is open
 * @param schemaVersions the range of schema versions that it works with, as {@link VersionRange} writes it; empty if it
 *     did not say
 * @param cluster the cluster of the application that it joins; empty if it named none
 * @param abilities what it can be asked for, and what it has shown that it can, in words with blanks between them; empty if it
 *     did not say, as nodes of an older Ferry
 * @param draining its requests in flight of contexts that it does not serve, by context
 */
public record Node(
        String id,
        String server,
        String host,
        String jetty,
        String ferry,
        String generation,
        long startedMillis,
        long ageMillis,
        long registryVersion,
        long inFlight,
        String unknownContext,
        String guard,
        String guardReason,
        String schemaVersions,
        String cluster,
        String abilities,
        Map<String, Long> draining) {

    /** A node without a heartbeat for this time counts as dead: four of them, at the usual 5 seconds. */
    public static final long ALIVE_MILLIS = 20_000;

    private static final String KEPT_OFF = "kept off";
    private static final String THROUGH = "through";

    /** Tells whether its Jetty may use the session tables; false if its guard has kept it off them since its start. */
    public boolean usesTables() {
        return !guard.equals(KEPT_OFF);
    }

    /** Tells whether the first request of a context reaches its application, also of a disabled or moved one. */
    public boolean letsThrough() {
        return unknownContext.equals(THROUGH);
    }

    /** Tells whether it can be asked to end the sessions of a schema. */
    public boolean endsSessions() {
        return isAbleTo("end-sessions");
    }

    /** Tells whether its Jetty has loaded a session from the tables since it was started. */
    public boolean readsSessions() {
        return isAbleTo("read-sessions");
    }

    private boolean isAbleTo(String what) {
        return List.of(abilities.split(" ")).contains(what);
    }

    /** Tells whether it works with a version of a schema, as far as it has said. */
    public boolean worksWith(SchemaVersion version) {
        try {
            return schemaVersions.isEmpty()
                    || VersionRange.parse(schemaVersions).contains(version);
        } catch (IllegalArgumentException e) {
            return false; // web applications whose ranges do not overlap
        }
    }

    /** Tells whether its last heartbeat is recent. */
    public boolean alive() {
        return ageMillis < ALIVE_MILLIS;
    }
}
