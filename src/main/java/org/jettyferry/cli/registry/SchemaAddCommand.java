package org.jettyferry.cli.registry;

import java.util.Optional;
import org.jettyferry.cli.terminal.CommonFlags;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.registry.Registry;
import org.jettyferry.registry.Schema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code ferry schema add}. */
@Command(
        sortOptions = false,
        description = "Adds a database schema for contexts. It is enabled at once.",
        footer = {
            "",
            "Examples:",
            "  ferry schema add shop_1 --server blue",
            "  ferry schema add shop_2 --schema-url jdbc:postgresql://db2/shop_2"
        })
final class SchemaAddCommand extends RegistryCommand {
    @Parameters(paramLabel = "NAME", description = "The name of the schema.")
    String name = "";

    @Option(names = "--server", paramLabel = "NAME", description = "The server to assign it to: name or id.")
    Optional<String> server = Optional.empty();

    @Option(
            names = "--schema-url",
            paramLabel = "URL",
            description = "Its JDBC URL or catalog, without user and password; for schema list only.")
    Optional<String> schemaUrl = Optional.empty();

    @Option(names = "--json", description = CommonFlags.JSON)
    boolean json;

    SchemaAddCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    int run(Registry registry) {
        Schema schema = registry.schemata().add(name, schemaUrl, server);
        return answer(
                json,
                SchemaText.view(schema),
                "The schema " + schema.name() + " is added with id " + schema.id()
                        + schema.server().map(on -> ", on server " + on).orElse(", on no server yet") + ".");
    }
}
