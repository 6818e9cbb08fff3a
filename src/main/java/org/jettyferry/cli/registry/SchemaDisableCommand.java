package org.jettyferry.cli.registry;

import java.util.List;
import java.util.Optional;
import org.jettyferry.cli.terminal.CommonFlags;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.registry.Registry;
import org.jettyferry.registry.Schemata;
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

    @Option(names = "--json", description = CommonFlags.JSON)
    boolean json;

    SchemaDisableCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected void check() {
        exactlyOne("schema", argument, name);
    }

    @Override
    int run(Registry registry) {
        Schemata.Outcome outcome = registry.schemata().disable(exactlyOne("schema", argument, name), reason);
        List<String> warnings = NodeWarnings.ofLettingThrough(
                registry.nodes().lettingThrough(List.of(outcome.schema().server())));
        return answer(json, SchemaText.view(outcome, "contextsDisabled"), sentence(outcome), warnings);
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
