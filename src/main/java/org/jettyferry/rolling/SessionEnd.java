package org.jettyferry.rolling;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.registry.Node;
import org.jettyferry.registry.Registry;
import org.jettyferry.registry.Schema;
import org.jettyferry.registry.Schemata;
import org.jettyferry.registry.SessionRelease;

/**
 * Takes a schema out of service and ends the sessions of its contexts on every node. The nodes do it: they call the listeners.
 * Killed at any moment and run again, it goes on with the same request.
 *
 * @param registry of the site
 * @param limit how long to wait for the nodes
 * @param teller hears what the operator should know, as sentences without a full stop
 */
public record SessionEnd(Registry registry, Duration limit, Consumer<String> teller) {
    /**
     * What was done.
     *
     * @param outcome of disabling the schema
     * @param ended how many sessions each node has ended, by its description
     */
    public record Result(Schemata.Outcome outcome, Map<String, Long> ended) {}

    /**
     * Ends the sessions of a schema.
     *
     * @param schema its name
     * @param reason why it is out of service
     * @throws OperatorException if nobody can end them, or nodes do not answer in time; the schema is disabled then
     */
    public Result run(String schema, String reason) {
        check(registry.schemata().named(schema));
        Schemata.Ending ending = registry.schemata().endSessions(schema, reason);
        Hurry hurry = Hurry.begin(registry);
        try {
            Map<String, Long> ended = await(schema, ending);
            registry.schemata().sessionsEnded(schema, ending.version());
            return new Result(ending.outcome(), ended);
        } finally {
            hurry.end();
        }
    }

    private void check(Schema schema) {
        List<Node> living = living(registry.nodes().list());
        List<Node> unable = living.stream().filter(node -> !node.endsSessions()).toList();
        if (!unable.isEmpty()) {
            throw new OperatorException(
                    Kind.REFUSED,
                    "these nodes run a Ferry that cannot end sessions: " + ServerNodes.described(unable),
                    "Put this program's jar there and restart them; or stop them. Nothing was changed.");
        }
        if (living.stream().noneMatch(node -> isOf(schema, node))) {
            throw new OperatorException(
                    Kind.REFUSED,
                    "no node of the server " + schema.server().orElse("of the schema")
                            + " is alive, to end the sessions",
                    "Start one, which ends the sessions in the store too; see: ferry node list. Nothing was changed.");
        }
    }

    private static boolean isOf(Schema schema, Node node) {
        return schema.server().map(node.server()::equals).orElse(true);
    }

    private static List<Node> living(List<Node> nodes) {
        return nodes.stream().filter(Node::alive).toList();
    }

    private Map<String, Long> await(String schema, Schemata.Ending ending) {
        NodeAnswers.Last last = NodeAnswers.await(
                () -> NodeAnswers.of(
                        registry.nodes().closing(schema),
                        node -> true,
                        answer -> answer.endedVersion() == ending.version()),
                answers -> {
                    boolean enough = haveEnded(answers, ending);
                    if (!enough) {
                        checkStands(schema, ending);
                    }
                    return enough;
                },
                limit);
        if (!last.inTime()) {
            throw late(schema, last.answers().silent(), last.answers().problems());
        }
        last.dead()
                .forEach(node -> teller.accept("the node " + node.id() + " on " + node.host()
                        + " has ended without an answer: of the sessions that it was about to end, the listeners of one may"
                        + " not have run"));
        return ended(last.answers());
    }

    private static boolean haveEnded(NodeAnswers answers, Schemata.Ending ending) {
        return answers.silent().isEmpty()
                && answers.problems().isEmpty()
                && answers.living().stream()
                        .anyMatch(node -> isOf(ending.outcome().schema(), node) && answers.from(node));
    }

    private void checkStands(String schema, Schemata.Ending ending) {
        if (!registry.schemata().endsSessions(schema, ending.version())) {
            throw new OperatorException(
                    Kind.FAILED,
                    "somebody has put the schema " + schema
                            + " back into service, or has moved it, before all nodes had ended its sessions",
                    "Run the same command again if they shall end.");
        }
    }

    /** Counts what each node has ended, also one that has stopped since. */
    private static Map<String, Long> ended(NodeAnswers answers) {
        Map<String, Long> ended = new HashMap<>();
        for (Node node : answers.nodes()) {
            SessionRelease answer = answers.byNode().get(node.id());
            if (answer != null) {
                ended.put(ServerNodes.described(List.of(node)), answer.ended());
            }
        }
        return ended;
    }

    private OperatorException late(String schema, List<Node> silent, List<String> problems) {
        if (!problems.isEmpty()) {
            return new OperatorException(
                    Kind.RESUMABLE,
                    "nodes could not end the sessions of " + schema + ": " + String.join("; ", problems),
                    "The schema is disabled. Mend that, and run the same command again.");
        }
        List<Node> unable = silent.stream().filter(node -> !node.endsSessions()).toList();
        if (!unable.isEmpty()) {
            return new OperatorException(
                    Kind.RESUMABLE,
                    "these nodes run a Ferry that cannot end sessions, and those of " + schema
                            + " in their memory stay: " + ServerNodes.described(unable),
                    "The schema is disabled. Put this program's jar there and restart them, or stop them; then run the same"
                            + " command again.");
        }
        return new OperatorException(
                Kind.RESUMABLE,
                "after " + limit.toSeconds() + " s "
                        + (silent.isEmpty()
                                ? "no node of the schema's server is alive any more"
                                : "these nodes have not ended the sessions of " + schema + ": "
                                        + ServerNodes.described(silent)),
                "The schema is disabled. They may still work on requests (ferry node list shows how many); see --drain-timeout."
                        + " Run the same command again, or stop these nodes first.");
    }
}
