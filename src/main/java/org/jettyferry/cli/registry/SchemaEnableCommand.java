package org.jettyferry.cli.registry;

import java.util.Optional;
import org.jettyferry.cli.terminal.CommonFlags;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.registry.Registry;
import org.jettyferry.registry.Schemata;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code ferry schema enable}. */
@Command(
        sortOptions = false,
        description = "Puts a schema back into service. Contexts disabled by ferry context disable stay disabled.",
        footer = {"", "Examples:", "  ferry schema enable shop_1", "  ferry enableschema -m shop_1"})
final class SchemaEnableCommand extends RegistryCommand {
    @Parameters(arity = "0..1", paramLabel = "NAME", description = "The schema.")
    Optional<String> argument = Optional.empty();

    @Option(
            names = {"-m", "--target-schema", "--schema-name"},
            paramLabel = "NAME",
            description = "The same value, as a flag of Open-Xchange\'s enableschema.")
    Optional<String> name = Optional.empty();

    @Option(names = "--json", description = CommonFlags.JSON)
    boolean json;

    SchemaEnableCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected void check() {
        exactlyOne("schema", argument, name);
    }

    @Override
    int run(Registry registry) {
        Schemata.Outcome outcome = registry.schemata().enable(exactlyOne("schema", argument, name));
        return answer(json, SchemaText.view(outcome, "contextsEnabled"), sentence(outcome));
    }

    private static String sentence(Schemata.Outcome outcome) {
        String schema = "The schema " + outcome.schema().name();
        return outcome.changed()
                ? schema + " is enabled: " + SchemaText.contexts(outcome.contexts()) + " back in service."
                        + SchemaText.stillDisabled(outcome)
                : schema + " is enabled already; nothing was changed.";
    }
}
