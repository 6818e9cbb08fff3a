package org.jettyferry.registry;

/**
 * A group of nodes that share one version and one load balancer.
 *
 * @param id its number, never given twice
 * @param name what its nodes call it in {@code serverName}
 * @param createdMillis when it was registered, in milliseconds since 1970
 */
public record Server(long id, String name, long createdMillis) {}
