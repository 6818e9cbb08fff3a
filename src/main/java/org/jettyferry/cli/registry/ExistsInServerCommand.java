package org.jettyferry.cli.registry;

import java.util.Map;
import java.util.Optional;
import org.jettyferry.cli.terminal.CommonFlags;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.registry.Registry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code ferry exists-in-server}. */
@Command(
        sortOptions = false,
        description = "Prints whether a context lives on a server: true or false. Ends with 0 in both cases.",
        footer = {
            "",
            "Examples:",
            "  ferry exists-in-server --id 42 --server blue",
            "  ferry exists-in-server --name shop.example.com",
            "  ferry existsinserver -c 42 -s blue"
        })
final class ExistsInServerCommand extends RegistryCommand {
    @Option(
            names = {"--id", "-c", "--contextid"},
            paramLabel = "ID",
            description = "The id of the context; takes precedence over --name.")
    Optional<String> id = Optional.empty();

    @Option(
            names = {"--name", "-N", "--contextname"},
            paramLabel = "NAME",
            description = "Any name of the context.")
    Optional<String> name = Optional.empty();

    @Option(
            names = {"--server", "-s"},
            paramLabel = "NAME",
            description = "The server: name or id. Default: serverName of the settings.")
    Optional<String> server = Optional.empty();

    @Option(names = "--json", description = CommonFlags.JSON)
    boolean json;

    ExistsInServerCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected void check() {
        if (id.isEmpty() && name.isEmpty()) {
            throw new OperatorException(
                    Kind.USAGE, "neither an id nor a name of a context is given", "Use --id or --name.");
        }
        server();
    }

    private String server() {
        return server.or(this::ownServer)
                .orElseThrow(() -> new OperatorException(
                        Kind.USAGE, "no server is named", "Use --server, or set serverName in the settings."));
    }

    @Override
    int run(Registry registry) {
        boolean exists = id.map(known -> registry.contexts().existsInServer(known, server()))
                .or(() -> name.map(known -> registry.contexts().nameExistsInServer(known, server())))
                .orElse(false);
        return answer(json, Map.of("existsInServer", exists), String.valueOf(exists));
    }
}
