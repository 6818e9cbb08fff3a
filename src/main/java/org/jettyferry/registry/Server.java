package org.jettyferry.registry;

import java.util.Optional;

/**
 * A group of nodes that share one version and one load balancer.
 *
 * @param id its number, never given twice
 * @param name what its nodes call it in {@code serverName}
 * @param createdMillis when it was registered, in milliseconds since 1970
 * @param storeUrl JDBC URL of the database that holds the sessions of its nodes, without a login; empty if it is not known
 */
public record Server(long id, String name, long createdMillis, Optional<String> storeUrl) {}
