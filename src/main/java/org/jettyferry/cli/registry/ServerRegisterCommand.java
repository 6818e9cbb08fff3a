package org.jettyferry.cli.registry;

import java.util.Optional;
import org.jettyferry.cli.connection.StoreFlags;
import org.jettyferry.cli.terminal.CommonFlags;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.registry.Registry;
import org.jettyferry.registry.Server;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code ferry server register}. */
@Command(
        sortOptions = false,
        description = "Registers a server: a group of nodes that share one version and one load balancer.",
        footer = {
            "",
            "Examples:",
            "  ferry server register blue",
            "  ferry registerserver -n blue",
            "  ferry server register blue --store-url jdbc:postgresql://db/blue",
            "  ferry server register blue --store-url jdbc:mysql://db/x --store-table SESS"
        })
final class ServerRegisterCommand extends RegistryCommand {
    @Parameters(arity = "0..1", paramLabel = "NAME", description = "The name that nodes set as serverName.")
    Optional<String> argument = Optional.empty();

    @Option(
            names = {"-n", "--name"},
            paramLabel = "NAME",
            description = "The same value, as a flag of Open-Xchange\'s registerserver.")
    Optional<String> name = Optional.empty();

    @Mixin
    private final StoreFlags store = new StoreFlags();

    @Option(names = "--json", description = CommonFlags.JSON)
    boolean json;

    ServerRegisterCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected void check() {
        exactlyOne("name", argument, name);
        store.check();
    }

    @Override
    int run(Registry registry) {
        Server server = registry.servers().register(exactlyOne("name", argument, name), store.url(), store.names());
        return answer(
                json,
                ServerListCommand.view(server),
                "The server " + server.name() + " is registered with id " + server.id() + ".");
    }
}
