package org.jettyferry.cli.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jettyferry.cli.output.Formats;
import org.jettyferry.cli.terminal.CommonFlags;
import org.jettyferry.cli.terminal.DurationConverter;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.registry.Registry;
import org.jettyferry.registry.Schemata;
import org.jettyferry.rolling.DisabledEverywhere;
import org.jettyferry.rolling.SessionEnd;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code ferry schema disable}. */
@Command(
        sortOptions = false,
        description = "Takes a schema with all of its contexts out of service: nodes answer their requests with 503.",
        footer = {
            "",
            "Examples:",
            "  ferry schema disable shop_1 --reason 'moves to the new version'",
            "  ferry schema disable shop_1 --wait",
            "  ferry schema disable shop_1 --sessions invalidate",
            "  ferry disableschema -m shop_1"
        })
final class SchemaDisableCommand extends RegistryCommand {
    @Parameters(arity = "0..1", paramLabel = "NAME", description = "The schema.")
    Optional<String> argument = Optional.empty();

    @Option(
            names = {"-m", "--target-schema", "--schema-name"},
            paramLabel = "NAME",
            description = "The same value, as a flag of Open-Xchange\'s disableschema.")
    Optional<String> name = Optional.empty();

    @Option(names = "--reason", paramLabel = "TEXT", description = "The reason, for nodes and lists to show.")
    String reason = "";

    @Option(
            names = "--sessions",
            paramLabel = "WHAT",
            description =
                    "keep (default): they stay, and users go on when the schema is enabled; invalidate: every node ends"
                            + " them, once, and users log in again.")
    Sessions sessions = Sessions.KEEP;

    @Option(
            names = "--wait",
            description = "End when every living node has seen it, and no request of the schema is in flight any more.")
    boolean wait;

    @Option(
            names = "--drain-timeout",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long to wait for the nodes. Default: 60s.")
    Duration drain = Duration.ofSeconds(60);

    @Option(names = "--json", description = CommonFlags.JSON)
    boolean json;

    /** What becomes of the sessions. */
    enum Sessions {
        KEEP,
        INVALIDATE
    }

    SchemaDisableCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected void check() {
        exactlyOne("schema", argument, name);
    }

    @Override
    int run(Registry registry) {
        String schema = exactlyOne("schema", argument, name);
        return sessions == Sessions.INVALIDATE ? invalidate(registry, schema) : disable(registry, schema);
    }

    private int invalidate(Registry registry, String schema) {
        SessionEnd.Result result =
                new SessionEnd(registry, drain, sentence -> err().println(sentence)).run(schema, reason);
        Map<String, Object> view = SchemaText.view(result.outcome(), "contextsDisabled");
        long ended = result.ended().values().stream().mapToLong(Long::longValue).sum();
        view.put("sessionsEnded", ended);
        view.put("sessionsEndedByNode", new TreeMap<>(result.ended()));
        String said = sentence(result.outcome()) + System.lineSeparator()
                + Formats.count(ended, "session has", "sessions have") + " ended on "
                + Formats.count(result.ended().size(), "node", "nodes") + ".";
        return answer(json, view, said, warnings(registry, result.outcome()));
    }

    private int disable(Registry registry, String schema) {
        Schemata.Outcome outcome = registry.schemata().disable(schema, reason);
        List<String> warnings = new ArrayList<>(warnings(registry, outcome));
        String waited = "";
        if (wait) {
            warnings.addAll(new DisabledEverywhere(registry, drain).await(outcome.schema()));
            waited = System.lineSeparator() + "Every living node has seen it, and no request of it is in flight.";
        }
        return answer(json, SchemaText.view(outcome, "contextsDisabled"), sentence(outcome) + waited, warnings);
    }

    private static List<String> warnings(Registry registry, Schemata.Outcome outcome) {
        return NodeWarnings.ofLettingThrough(
                registry.nodes().lettingThrough(List.of(outcome.schema().server())));
    }

    private static String sentence(Schemata.Outcome outcome) {
        String schema = "The schema " + outcome.schema().name();
        if (outcome.changed()) {
            return schema + " is disabled: " + SchemaText.contexts(outcome.contexts()) + " taken out of service."
                    + SchemaText.stillDisabled(outcome);
        }
        String reason = outcome.schema().reason();
        return schema + " is disabled already" + (reason.isEmpty() ? "" : " (" + reason + ")")
                + "; nothing was changed.";
    }
}
