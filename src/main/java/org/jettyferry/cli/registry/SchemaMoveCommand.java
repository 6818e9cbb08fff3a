package org.jettyferry.cli.registry;

import java.util.Optional;
import org.jettyferry.cli.terminal.CommonFlags;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.registry.Registry;
import org.jettyferry.registry.Schemata;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code ferry schema move}. */
@Command(
        sortOptions = false,
        description = "Assigns a disabled schema with all of its contexts to another server: one row changes.",
        footer = {"", "Examples:", "  ferry schema move shop_1 green", "  ferry changeserver -m shop_1 -s green"})
final class SchemaMoveCommand extends RegistryCommand {
    @Parameters(index = "0", arity = "0..1", paramLabel = "SCHEMA", description = "The schema.")
    Optional<String> schemaArgument = Optional.empty();

    @Parameters(index = "1", arity = "0..1", paramLabel = "SERVER", description = "Name or id of its new server.")
    Optional<String> serverArgument = Optional.empty();

    @Option(
            names = {"-m", "--schema-name"},
            paramLabel = "SCHEMA",
            description = "The same value, as a flag of Open-Xchange's changeserver.")
    Optional<String> schema = Optional.empty();

    @Option(
            names = {"-s", "--server-id", "--server"},
            paramLabel = "SERVER",
            description = "The same value, as a flag of Open-Xchange's changeserver.")
    Optional<String> server = Optional.empty();

    @Option(names = "--json", description = CommonFlags.JSON)
    boolean json;

    SchemaMoveCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected void check() {
        exactlyOne("schema", schemaArgument, schema);
        exactlyOne("server", serverArgument, server);
    }

    @Override
    int run(Registry registry) {
        Schemata.Outcome outcome = registry.schemata()
                .move(exactlyOne("schema", schemaArgument, schema), exactlyOne("server", serverArgument, server));
        if (outcome.changed()) {
            warnOfUnseen(
                    registry.nodes().unseenOutside(outcome.schema().server().orElse("")));
        }
        return answer(json, SchemaText.view(outcome, "contextsMoved"), sentence(outcome));
    }

    /** Warns of nodes without contact to the registry: they go on serving what they last read from it. */
    private void warnOfUnseen(String nodes) {
        if (!nodes.isEmpty()) {
            err().println("Warning: nodes without recent contact to the registry: " + nodes + ".");
            err().println(
                            "If one still runs, it serves the schema as before the move, unless registryLease is set there."
                                    + " Make sure that it is stopped before you enable the schema.");
        }
    }

    private static String sentence(Schemata.Outcome outcome) {
        String schema = "The schema " + outcome.schema().name();
        String server = outcome.schema().server().orElse("");
        return outcome.changed()
                ? schema + " is on server " + server + " now: " + SchemaText.contexts(outcome.contexts()) + " moved."
                : schema + " is on server " + server + " already; nothing was changed.";
    }
}
