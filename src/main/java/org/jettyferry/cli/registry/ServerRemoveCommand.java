package org.jettyferry.cli.registry;

import org.jettyferry.cli.terminal.CommonFlags;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.registry.Registry;
import org.jettyferry.registry.Server;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code ferry server remove}. */
@Command(
        sortOptions = false,
        description = "Removes a server. Refused while schemata are assigned to it or nodes of it are alive.",
        footer = {"", "Examples:", "  ferry server remove green"})
final class ServerRemoveCommand extends RegistryCommand {
    @Parameters(paramLabel = "NAME", description = "Name or id of the server.")
    String name = "";

    @Option(names = "--json", description = CommonFlags.JSON)
    boolean json;

    ServerRemoveCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    int run(Registry registry) {
        Server server = registry.servers().remove(name);
        return answer(json, ServerListCommand.view(server), "The server " + server.name() + " is removed.");
    }
}
