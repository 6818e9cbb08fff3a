package org.jettyferry.registry;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jettyferry.jetty.TableNames;

/**
 * A group of nodes that share one version and one load balancer.
 *
 * @param id its number, never given twice
 * @param name what its nodes call it in {@code serverName}
 * @param createdMillis when it was registered, in milliseconds since 1970
 * @param storeUrl JDBC URL of the database that holds the sessions of its nodes, without a login; empty if it is not known
 * @param storeProperties what the tables and columns there are called, by Jetty's properties, as {@link TableNames} reads
 *     them; those with Jetty's own names are left out
 */
public record Server(
        long id, String name, long createdMillis, Optional<String> storeUrl, Map<String, String> storeProperties) {
    public Server {
        storeProperties = Collections.unmodifiableMap(new TreeMap<>(storeProperties));
    }

    /** Returns whether the nodes of both servers use the same tables. */
    public boolean sharesStoreWith(Server other) {
        return storeUrl.isPresent() && storeUrl.equals(other.storeUrl) && storeProperties.equals(other.storeProperties);
    }
}
