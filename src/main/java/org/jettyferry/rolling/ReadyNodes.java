package org.jettyferry.rolling;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.Pause;
import org.jettyferry.registry.Node;
import org.jettyferry.registry.Registry;

/**
 * Waits until nodes of a server are ready to serve: alive, open by their guard, which has found the session tables that their
 * Jetty needs, and as far as the registry is.
 *
 * @param registry of the site
 * @param server the server
 * @param count how many nodes must be ready
 * @param sessionLoaded whether a node is ready only when its Jetty has loaded a session from the tables
 * @param limit how long to wait
 * @param teller hears every few seconds what it waits for, as a sentence without a full stop
 */
public record ReadyNodes(
        Registry registry, String server, int count, boolean sessionLoaded, Duration limit, Consumer<String> teller) {
    private static final long PAUSE_MILLIS = 200;
    private static final long EVERY_NANOS = 5_000_000_000L;

    /**
     * Waits.
     *
     * @return the nodes that are ready
     * @throws OperatorException if there is no such server, or too few are ready in time
     */
    public List<Node> await() {
        registry.servers().named(server);
        long end = System.nanoTime() + limit.toNanos();
        long next = System.nanoTime() + EVERY_NANOS;
        while (true) {
            List<Node> living = new ServerNodes(registry, server).living();
            long version = registry.version();
            List<Node> ready = living.stream()
                    .filter(node -> isOpen(node) && node.registryVersion() >= version && isUsed(node))
                    .toList();
            if (ready.size() >= count) {
                return ready;
            }
            if (System.nanoTime() - end > 0) {
                throw late(living, ready);
            }
            if (System.nanoTime() - next > 0) {
                teller.accept("waits for " + count + " ready nodes of the server " + server + ": " + ready.size()
                        + " of " + living.size() + " living nodes are ready");
                next += EVERY_NANOS;
            }
            Pause.millis(PAUSE_MILLIS);
        }
    }

    private static boolean isOpen(Node node) {
        return node.guardReason().isEmpty();
    }

    private boolean isUsed(Node node) {
        return !sessionLoaded || node.readsSessions();
    }

    private OperatorException late(List<Node> living, List<Node> ready) {
        return new OperatorException(
                Kind.RESUMABLE,
                "after " + limit.toSeconds() + " s " + ready.size() + " of " + count + " nodes of the server " + server
                        + " are ready" + (living.isEmpty() ? "; none is alive" : ""),
                remedy(living));
    }

    private String remedy(List<Node> living) {
        Optional<Node> closed = living.stream().filter(node -> !isOpen(node)).findFirst();
        if (closed.isPresent()) {
            return "The guard keeps " + ServerNodes.described(List.of(closed.get())) + " closed: "
                    + closed.get().guardReason();
        }
        List<Node> unused = living.stream().filter(node -> !isUsed(node)).toList();
        return unused.isEmpty()
                ? "See: ferry node list --server " + server + ", and the logs of its nodes. They need serverName="
                        + server + " and the registry in their server.properties."
                : ServerNodes.described(unused)
                        + " has loaded no session yet: open a page there with the cookie of a session"
                        + " that another node has made, and see its log.";
    }
}
