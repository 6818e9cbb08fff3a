package org.jettyferry.cli.registry;

import java.util.Map;
import java.util.stream.Collectors;
import org.jettyferry.cli.connection.StoreNameFlags;
import org.jettyferry.cli.terminal.CommonFlags;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.registry.Registry;
import org.jettyferry.registry.Server;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code ferry server store}. */
@Command(
        sortOptions = false,
        description =
                "Records where the sessions of a server's nodes are, and what the tables are called there, so that they can come"
                        + " along when a schema moves. Names that are not given stay as they are recorded.",
        footer = {
            "",
            "Examples:",
            "  ferry server store blue jdbc:postgresql://db/blue_sessions",
            "  ferry server store blue jdbc:mysql://db/shop --store-table WEB_SESS"
        })
final class ServerStoreCommand extends RegistryCommand {
    @Parameters(index = "0", paramLabel = "SERVER", description = "Name or id of the server.")
    String server = "";

    @Parameters(index = "1", paramLabel = "URL", description = "JDBC URL of the database, without a login.")
    String url = "";

    @Mixin
    private final StoreNameFlags names = new StoreNameFlags();

    @Option(names = "--json", description = CommonFlags.JSON)
    boolean json;

    ServerStoreCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected void check() {
        names.given();
    }

    @Override
    int run(Registry registry) {
        Server recorded = registry.servers().recordStore(server, url, names.given());
        return answer(
                json,
                ServerListCommand.view(recorded),
                "The sessions of the server " + recorded.name() + " are in "
                        + recorded.storeUrl().orElse("")
                        + (recorded.storeProperties().isEmpty() ? "" : ", with " + names(recorded.storeProperties()))
                        + ".");
    }

    private static String names(Map<String, String> properties) {
        return properties.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(", "));
    }
}
