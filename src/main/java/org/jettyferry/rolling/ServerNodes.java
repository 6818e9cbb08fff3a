package org.jettyferry.rolling;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jetty.JettyRelease;
import org.jettyferry.registry.Node;
import org.jettyferry.registry.Registry;

/** The nodes of one server. */
record ServerNodes(Registry registry, String server) {
    /** Returns those that are alive. */
    List<Node> living() {
        return registry.nodes().list().stream()
                .filter(node -> node.alive() && node.server().equals(server))
                .toList();
    }

    /** Describes those that have sent no heartbeat lately; empty if there are none. */
    String unseen() {
        return described(registry.nodes().list().stream()
                .filter(node -> !node.alive() && node.server().equals(server))
                .toList());
    }

    /** Returns the release of Jetty that they run; empty if none is alive, or it is not known. */
    Optional<JettyRelease> release() {
        return living().stream()
                .map(node -> JettyRelease.running(node.jetty()))
                .flatMap(Optional::stream)
                .max(JettyRelease::compareTo);
    }

    /**
     * Refuses a server without living nodes, or whose nodes would let requests of closed contexts through.
     *
     * @param what its nodes are needed for
     */
    void check(String what) {
        List<Node> living = living();
        if (living.isEmpty()) {
            throw new OperatorException(
                    Kind.REFUSED,
                    "no node of the server " + server + " is alive, to " + what,
                    "Start its nodes with serverName=" + server
                            + " and the registry in their server.properties; see: ferry"
                            + " node list. Nothing was changed.");
        }
        List<Node> through = living.stream().filter(Node::letsThrough).toList();
        if (!through.isEmpty()) {
            throw new OperatorException(
                    Kind.REFUSED,
                    "nodes of the server " + server + " let a request through before they know its context: "
                            + described(through),
                    "Set unknownContext=wait in their server.properties, which needs no restart. Nothing was changed.");
        }
    }

    static String described(List<Node> nodes) {
        return nodes.stream()
                .map(node -> node.host() + " (Jetty " + node.jetty() + ", node " + node.id() + ")")
                .collect(Collectors.joining(", "));
    }
}
