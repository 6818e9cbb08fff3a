package org.jettyferry.rolling;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.registry.Node;
import org.jettyferry.registry.Registry;

/**
 * Waits until every living node of the old server has answered for a closed schema: no request is in flight any more, and it has
 * written and let go of the schema's sessions. A node that stops sending heartbeats is dead after some seconds, and is named:
 * what it had not written is lost.
 *
 * @param registry of the site
 * @param server the old server
 * @param limit how long to wait
 * @param teller hears what the operator should know, as sentences without a full stop
 */
record Drain(Registry registry, String server, Duration limit, Consumer<String> teller) {
    /**
     * Waits.
     *
     * @param schema that is closed
     * @param version of the registry from which on it is closed
     * @throws OperatorException if a living node does not answer in time, or has a problem
     */
    void await(String schema, long version) {
        NodeAnswers.Last last = NodeAnswers.await(
                () -> NodeAnswers.of(
                        registry.nodes().closing(schema),
                        node -> node.server().equals(server),
                        answer -> answer.registryVersion() >= version),
                answers -> answers.silent().isEmpty() && answers.problems().isEmpty(),
                limit);
        if (!last.inTime()) {
            throw late(schema, last.answers().silent(), last.answers().problems());
        }
        last.dead()
                .forEach(node -> teller.accept("the node " + node.id() + " on " + node.host()
                        + " has ended without an answer: what it had not written of its sessions is lost"));
    }

    private OperatorException late(String schema, List<Node> silent, List<String> problems) {
        if (!problems.isEmpty()) {
            return new OperatorException(
                    Kind.RESUMABLE,
                    "nodes could not let go of the sessions of " + schema + ": " + String.join("; ", problems),
                    "Mend that, and run the same command again.");
        }
        return new OperatorException(
                Kind.RESUMABLE,
                "after " + limit.toSeconds() + " s these nodes have not let go of the sessions of " + schema + ": "
                        + ServerNodes.described(silent),
                "They may still work on requests (ferry node list shows how many), or run a Ferry that cannot answer; see"
                        + " --drain-timeout. Run the same command again, or stop these nodes first.");
    }
}
