package org.jettyferry.cli.registry;

import org.jettyferry.cli.terminal.CommonFlags;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.registry.Registry;
import org.jettyferry.registry.Server;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code ferry server store}. */
@Command(
        sortOptions = false,
        description =
                "Records where the sessions of a server's nodes are, so that they can come along when a schema moves.",
        footer = {"", "Example:", "  ferry server store blue jdbc:postgresql://db/blue_sessions"})
final class ServerStoreCommand extends RegistryCommand {
    @Parameters(index = "0", paramLabel = "SERVER", description = "Name or id of the server.")
    String server = "";

    @Parameters(index = "1", paramLabel = "URL", description = "JDBC URL of the database, without a login.")
    String url = "";

    @Option(names = "--json", description = CommonFlags.JSON)
    boolean json;

    ServerStoreCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    int run(Registry registry) {
        Server recorded = registry.servers().recordStore(server, url);
        return answer(
                json,
                ServerListCommand.view(recorded),
                "The sessions of the server " + recorded.name() + " are in "
                        + recorded.storeUrl().orElse("") + ".");
    }
}
