package org.jettyferry.rolling;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jettyferry.jdbc.Pause;
import org.jettyferry.registry.Node;
import org.jettyferry.registry.Nodes;
import org.jettyferry.registry.SessionRelease;

/**
 * What living nodes have answered to the closing of a schema, as the registry had it at one moment.
 *
 * @param nodes all of the site, also those without a recent heartbeat
 * @param living nodes that are asked
 * @param byNode their answers, by the node's id
 */
record NodeAnswers(List<Node> nodes, List<Node> living, Map<String, SessionRelease> byNode) {
    private static final long PAUSE_MILLIS = 20;

    NodeAnswers {
        nodes = List.copyOf(nodes);
        living = List.copyOf(living);
        byNode = Map.copyOf(byNode);
    }

    /**
     * The answers when the wait for them was over.
     *
     * @param answers the last
     * @param inTime whether they were enough; if not, the time was up
     * @param dead nodes that were waited for, and have ended without an answer
     */
    record Last(NodeAnswers answers, boolean inTime, List<Node> dead) {}

    /**
     * Reads the answers that count.
     *
     * @param asked which living nodes are asked
     * @param counts which answers are to this closing, and not to one before
     */
    static NodeAnswers of(Nodes.Closing closing, Predicate<Node> asked, Predicate<SessionRelease> counts) {
        return new NodeAnswers(
                closing.nodes(),
                closing.nodes().stream().filter(Node::alive).filter(asked).toList(),
                closing.answers().stream()
                        .filter(counts)
                        .collect(Collectors.toMap(SessionRelease::node, answer -> answer)));
    }

    /** Reads the answers again and again until they are enough, or the time is up. */
    static Last await(Supplier<NodeAnswers> registry, Predicate<NodeAnswers> enough, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        Map<String, Node> waitedFor = new HashMap<>();
        while (true) {
            NodeAnswers answers = registry.get();
            boolean inTime = enough.test(answers);
            if (inTime || System.nanoTime() - end > 0) {
                return new Last(answers, inTime, answers.dead(waitedFor));
            }
            answers.silent().forEach(node -> waitedFor.putIfAbsent(node.id(), node));
            Pause.millis(PAUSE_MILLIS);
        }
    }

    /** Returns whether a node has answered. */
    boolean from(Node node) {
        return byNode.containsKey(node.id());
    }

    /** Returns the living nodes that have not answered. */
    List<Node> silent() {
        return living.stream().filter(node -> !from(node)).toList();
    }

    /** Returns what living nodes could not do, a sentence each. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (Node node : living) {
            SessionRelease answer = byNode.get(node.id());
            if (answer != null && !answer.problem().isEmpty()) {
                problems.add(ServerNodes.described(List.of(node)) + ": " + answer.problem());
            }
        }
        return problems;
    }

    private List<Node> dead(Map<String, Node> waitedFor) {
        return waitedFor.values().stream()
                .filter(node -> !from(node))
                .filter(node -> living.stream().noneMatch(alive -> alive.id().equals(node.id())))
                .toList();
    }
}
