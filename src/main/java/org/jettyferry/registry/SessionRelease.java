package org.jettyferry.registry;

/**
 * The answer of a node that it has let go of the sessions of a closed schema.
 *
 * @param node its id
 * @param registryVersion the version of the registry that it had applied then
 * @param written how many sessions it has written to its store
 * @param released how many it has let go of
 * @param problem what it could not write or let go of, in words; empty if nothing
 */
public record SessionRelease(String node, long registryVersion, long written, long released, String problem) {}
