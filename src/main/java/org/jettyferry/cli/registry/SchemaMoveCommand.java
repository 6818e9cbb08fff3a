package org.jettyferry.cli.registry;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
        return answer(json, SchemaText.view(outcome, "contextsMoved"), sentence(outcome), warnings(registry, outcome));
    }

    /** Both servers get requests of it: the new one by links, the old one from those who know the old address. */
    private static List<String> warnings(Registry registry, Schemata.Outcome outcome) {
        if (!outcome.changed()) {
            return List.of();
        }
        Optional<String> to = outcome.schema().server();
        return Stream.of(
                        NodeWarnings.ofUnseen(registry.nodes().unseenOutside(to.orElse(""))),
                        NodeWarnings.ofLettingThrough(
                                registry.nodes().lettingThrough(List.of(outcome.serverBefore(), to))))
                .flatMap(List::stream)
                .toList();
    }

    private static String sentence(Schemata.Outcome outcome) {
        String schema = "The schema " + outcome.schema().name();
        String server = outcome.schema().server().orElse("");
        return outcome.changed()
                ? schema + " is on server " + server + " now: " + SchemaText.contexts(outcome.contexts()) + " moved."
                : schema + " is on server " + server + " already; nothing was changed.";
    }
}
