package org.jettyferry.rolling;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.Pause;
import org.jettyferry.registry.Node;
import org.jettyferry.registry.Nodes;
import org.jettyferry.registry.Registry;
import org.jettyferry.registry.Schema;
import org.jettyferry.registry.SessionRelease;

/**
 * Waits until every living node has seen that a schema is disabled, and those of its server have no request of it in flight
 * any more.
 *
 * @param registry of the site
 * @param limit how long to wait
 */
public record DisabledEverywhere(Registry registry, Duration limit) {
    private static final long PAUSE_MILLIS = 30;

    /**
     * Waits.
     *
     * @param schema that is disabled
     * @return what nodes could not do with its sessions, a sentence each
     * @throws OperatorException if a living node does not answer in time; the schema is disabled all the same
     */
    public List<String> await(Schema schema) {
        long version = registry.version();
        long end = System.nanoTime() + limit.toNanos();
        Hurry hurry = Hurry.begin(registry);
        try {
            while (true) {
                Nodes.Closing closing = registry.nodes().closing(schema.name());
                List<Node> silent = silent(schema, closing, version);
                if (silent.isEmpty()) {
                    return problems(closing);
                }
                if (System.nanoTime() - end > 0) {
                    throw late(schema, silent);
                }
                Pause.millis(PAUSE_MILLIS);
            }
        } finally {
            hurry.end();
        }
    }

    private static List<Node> silent(Schema schema, Nodes.Closing closing, long version) {
        Set<String> answered = closing.answers().stream()
                .filter(answer -> answer.registryVersion() >= version)
                .map(SessionRelease::node)
                .collect(Collectors.toSet());
        return closing.nodes().stream()
                .filter(Node::alive)
                .filter(node -> node.registryVersion() < version
                        || (schema.server().map(node.server()::equals).orElse(true) && !answered.contains(node.id())))
                .toList();
    }

    private static List<String> problems(Nodes.Closing closing) {
        List<String> problems = new ArrayList<>();
        for (Node node : closing.nodes()) {
            closing.answers().stream()
                    .filter(answer -> node.alive() && answer.node().equals(node.id()))
                    .filter(answer -> !answer.problem().isEmpty())
                    .forEach(answer -> problems.add(ServerNodes.described(List.of(node)) + ": " + answer.problem()));
        }
        return problems;
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
