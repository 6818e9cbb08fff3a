package org.jettyferry.cli.registry;

import org.jettyferry.cli.terminal.CommonFlags;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.registry.Registry;
import org.jettyferry.registry.Schema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code ferry schema remove}. */
@Command(
        sortOptions = false,
        description = "Removes a schema from the registry. Refused while it has contexts. The database stays.",
        footer = {"", "Examples:", "  ferry schema remove shop_1"})
final class SchemaRemoveCommand extends RegistryCommand {
    @Parameters(paramLabel = "NAME", description = "The schema.")
    String name = "";

    @Option(names = "--json", description = CommonFlags.JSON)
    boolean json;

    SchemaRemoveCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    int run(Registry registry) {
        Schema schema = registry.schemata().remove(name);
        return answer(json, SchemaText.view(schema), "The schema " + schema.name() + " is removed from the registry.");
    }
}
