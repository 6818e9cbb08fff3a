package org.jettyferry.rolling;

import java.time.Duration;
import java.util.List;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.registry.Node;
import org.jettyferry.registry.Registry;
import org.jettyferry.registry.Schema;

/**
 * Waits until every living node has seen that a schema is disabled, and those of its server have no request of it in flight
 * any more.
 *
 * @param registry of the site
 * @param limit how long to wait
 */
public record DisabledEverywhere(Registry registry, Duration limit) {
    /**
     * Waits.
     *
     * @param schema that is disabled
     * @return what nodes could not do with its sessions, a sentence each
     * @throws OperatorException if a living node does not answer in time; the schema is disabled all the same
     */
    public List<String> await(Schema schema) {
        long version = registry.version();
        Hurry hurry = Hurry.begin(registry);
        try {
            NodeAnswers.Last last = NodeAnswers.await(
                    () -> NodeAnswers.of(
                            registry.nodes().closing(schema.name()),
                            node -> true,
                            answer -> answer.registryVersion() >= version),
                    answers -> unseen(schema, answers, version).isEmpty(),
                    limit);
            if (!last.inTime()) {
                throw late(schema, unseen(schema, last.answers(), version));
            }
            return last.answers().problems();
        } finally {
            hurry.end();
        }
    }

    /** Returns the nodes that are waited for: a node of another server need not answer, if it has seen the change. */
    private static List<Node> unseen(Schema schema, NodeAnswers answers, long version) {
        return answers.silent().stream()
                .filter(node -> node.registryVersion() < version
                        || schema.server().map(node.server()::equals).orElse(true))
                .toList();
    }

    private OperatorException late(Schema schema, List<Node> silent) {
        return new OperatorException(
                Kind.RESUMABLE,
                "after " + limit.toSeconds() + " s these nodes have not said that they are done with " + schema.name()
                        + ": " + ServerNodes.described(silent),
                "The schema is disabled. They may still work on requests (ferry node list shows how many); see"
                        + " --drain-timeout. Run the same command again, or stop these nodes.");
    }
}
