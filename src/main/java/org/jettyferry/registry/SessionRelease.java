package org.jettyferry.registry;

/**
 * The answer of a node that it has let go of the sessions of a closed schema, or has ended them.
 *
 * @param node its id
 * @param registryVersion the version of the registry that it had applied then
 * @param written how many sessions it has written to its store
 * @param released how many it has let go of
 * @param problem what it could not write, let go of or end, in words; empty if nothing
 * @param endedVersion the request to end the sessions that it has fulfilled, as {@link Schemata#endSessions} numbers it; 0 if none
 * @param ended how many sessions it has ended
 */
public record SessionRelease(
        String node,
        long registryVersion,
        long written,
        long released,
        String problem,
        long endedVersion,
        long ended) {}
