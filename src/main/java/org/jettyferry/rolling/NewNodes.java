package org.jettyferry.rolling;

import java.time.Duration;
import java.util.List;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.Pause;
import org.jettyferry.registry.Node;
import org.jettyferry.registry.Registry;

/**
 * Waits until the nodes of the new server have seen a change. They must have seen that a schema is closed before it is opened
 * there: one that has not would send its first requests back.
 */
record NewNodes(Registry registry, String server, Duration limit) {
    private static final long PAUSE_MILLIS = 20;

    /**
     * Waits.
     *
     * @param version of the registry that they must have applied
     * @param state how the schema is, as a sentence for the operator
     */
    void awaitVersion(long version, String state) {
        long end = System.nanoTime() + limit.toNanos();
        List<Node> living = List.of();
        while (System.nanoTime() - end < 0) {
            living = new ServerNodes(registry, server).living();
            if (!living.isEmpty() && living.stream().allMatch(node -> node.registryVersion() >= version)) {
                return;
            }
            Pause.millis(PAUSE_MILLIS);
        }
        throw new OperatorException(
                Kind.RESUMABLE,
                living.isEmpty()
                        ? "no node of the server " + server + " is alive"
                        : "nodes of the server " + server + " have not seen the change within " + limit.toSeconds()
                                + " s: "
                                + ServerNodes.described(living.stream()
                                        .filter(node -> node.registryVersion() < version)
                                        .toList()),
                state + " See that the nodes run and reach the registry, and run the same command again.");
    }
}
