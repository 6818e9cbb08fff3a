package org.jettyferry.rolling;

import java.util.List;
import java.util.Optional;
import org.jettyferry.registry.Node;
import org.jettyferry.registry.RollingRun;
import org.jettyferry.registry.Schema;
import org.jettyferry.registry.Server;

/**
 * Whether a server can go, and what is known of it.
 *
 * @param server the one that may go
 * @param schemata those that are still assigned to it
 * @param nodes its living nodes
 * @param lastRun the rolling upgrade that began last; empty if there was none
 * @param store what its session store holds; empty if it could not be looked at
 * @param obstacles why it cannot go yet; empty if it can
 * @param notes what the operator should know before it goes
 */
public record Farewell(
        Server server,
        List<Schema> schemata,
        List<Node> nodes,
        Optional<RollingRun> lastRun,
        Optional<OldStore> store,
        List<Remark> obstacles,
        List<Remark> notes) {
    public Farewell {
        schemata = List.copyOf(schemata);
        nodes = List.copyOf(nodes);
        obstacles = List.copyOf(obstacles);
        notes = List.copyOf(notes);
    }

    /**
     * Something to know, and what to do about it.
     *
     * @param text a sentence without a full stop
     * @param remedy what to type or to look at, as a sentence
     */
    public record Remark(String text, String remedy) {}

    /** Returns whether the server can go. */
    public boolean canGo() {
        return obstacles.isEmpty();
    }

    /** Returns the requests in flight on its living nodes. */
    public long inFlight() {
        return nodes.stream().mapToLong(Node::inFlight).sum();
    }
}
