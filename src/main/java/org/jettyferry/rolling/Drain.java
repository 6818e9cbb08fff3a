package org.jettyferry.rolling;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.Pause;
import org.jettyferry.registry.Node;
import org.jettyferry.registry.Nodes;
import org.jettyferry.registry.Registry;
import org.jettyferry.registry.SessionRelease;

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
    private static final long PAUSE_MILLIS = 20;

    /**
     * Waits.
     *
     * @param schema that is closed
     * @param version of the registry from which on it is closed
     * @throws OperatorException if a living node does not answer in time, or has a problem
     */
    void await(String schema, long version) {
        long end = System.nanoTime() + limit.toNanos();
        Map<String, Node> waitedFor = new HashMap<>();
        while (true) {
            Nodes.Closing closing = registry.nodes().closing(schema);
            List<Node> living = closing.nodes().stream()
                    .filter(node -> node.alive() && node.server().equals(server))
                    .toList();
            Map<String, SessionRelease> answers = answers(closing, version);
            List<Node> silent = living.stream()
                    .filter(node -> !answers.containsKey(node.id()))
                    .toList();
            List<String> problems = problems(living, answers);
            if (silent.isEmpty() && problems.isEmpty()) {
                tellOfTheDead(waitedFor, living);
                return;
            }
            silent.forEach(node -> waitedFor.putIfAbsent(node.id(), node));
            if (System.nanoTime() - end > 0) {
                throw late(schema, silent, problems);
            }
            Pause.millis(PAUSE_MILLIS);
        }
    }

    private static Map<String, SessionRelease> answers(Nodes.Closing closing, long version) {
        return closing.answers().stream()
                .filter(answer -> answer.registryVersion() >= version)
                .collect(Collectors.toMap(SessionRelease::node, answer -> answer));
    }

    private static List<String> problems(List<Node> living, Map<String, SessionRelease> answers) {
        List<String> problems = new ArrayList<>();
        for (Node node : living) {
            SessionRelease answer = answers.get(node.id());
            if (answer != null && !answer.problem().isEmpty()) {
                problems.add(node.host() + " (Jetty " + node.jetty() + "): " + answer.problem());
            }
        }
        return problems;
    }

    private void tellOfTheDead(Map<String, Node> waitedFor, List<Node> living) {
        living.forEach(node -> waitedFor.remove(node.id()));
        waitedFor
                .values()
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
