package org.jettyferry.registry;

import java.util.Map;

/**
 * One Jetty process, as it told the registry itself.
 *
 * @param id made anew at each start of the process
 * @param server the server that it belongs to
 * @param host the machine
 * @param jetty the version of Jetty
 * @param ferry the version of Ferry
 * @param generation which generation of session tables its Jetty needs
 * @param startedMillis when it started, in milliseconds since 1970
 * @param ageMillis how long ago its last heartbeat was, by the database's clock
 * @param registryVersion the version of the registry that it has seen last
 * @param inFlight requests that it works on
 * @param guard whether its guard keeps it closed: {@code kept off} if it answers 503 and touches no session table,
 *     {@code closed} if it answers 503; empty if it is open
 * @param guardReason what its guard has found, in words for people; empty if it is open
 * @param draining of these, by context, those of contexts that it does not serve
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
        String guard,
        String guardReason,
        Map<String, Long> draining) {

    /** Some heartbeats at their usual distance of 5 seconds: after so long without one a node counts as dead. */
    public static final long ALIVE_MILLIS = 20_000;

    private static final String KEPT_OFF = "kept off";

    /** Whether its Jetty may use the session tables: one that its guard has kept off them since its start may not. */
    public boolean usesTables() {
        return !guard.equals(KEPT_OFF);
    }

    /** Whether it has shown a sign of life lately. */
    public boolean alive() {
        return ageMillis < ALIVE_MILLIS;
    }
}
