package org.jettyferry.cli.registry;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jettyferry.cli.output.ListFlags;
import org.jettyferry.cli.output.TableWriter;
import org.jettyferry.cli.output.TableWriter.Column;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.registry.Registry;
import org.jettyferry.registry.Server;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code ferry server list}, and Open-Xchange's {@code listserver}, which has fewer columns. */
@Command(
        sortOptions = false,
        description = "Lists the servers, with their session stores and the names there that are not Jetty's own.",
        footer = {
            "",
            "Examples:",
            "  ferry server list",
            "  ferry server list 'blue*' --json",
            "  ferry listserver -s 'blue*' --csv"
        })
final class ServerListCommand extends RegistryCommand {
    private static final List<Column> OPEN_XCHANGE =
            List.of(Column.right("id", "id", "id"), Column.left("name", "name", "name"));
    private static final List<Column> MORE = List.of(
            Column.left("store_url", "session store", "storeUrl"),
            Column.left("store_properties", "names there", "storeProperties"));

    private final boolean openXchange;

    @Parameters(
            arity = "0..1",
            paramLabel = "PATTERN",
            description = "Only names that match: * stands for any characters, ? for one.")
    Optional<String> argument = Optional.empty();

    @Option(
            names = {"-s", "--searchpattern"},
            paramLabel = "PATTERN",
            description = "The same value, as a flag of Open-Xchange\'s listserver.")
    Optional<String> pattern = Optional.empty();

    @Mixin
    final ListFlags listFlags = new ListFlags();

    ServerListCommand(Invocation invocation, boolean openXchange) {
        super(invocation);
        this.openXchange = openXchange;
    }

    @Override
    protected void check() {
        listFlags.check();
    }

    @Override
    int run(Registry registry) {
        List<Server> servers =
                registry.servers().list(argument.or(() -> pattern).orElse("*"));
        List<Column> columns = openXchange && !listFlags.json()
                ? OPEN_XCHANGE
                : Stream.concat(OPEN_XCHANGE.stream(), MORE.stream()).toList();
        TableWriter tableWriter = listFlags.tableWriter(out(), "servers", columns);
        for (Server server : servers) {
            Object[] values = {server.id(), server.name(), server.storeUrl(), server.storeProperties()};
            tableWriter.add(Arrays.copyOf(values, columns.size()));
        }
        tableWriter.end();
        warnIfNoRegistry(registry);
        return ExitCode.DONE;
    }

    static Map<String, Object> view(Server server) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", server.id());
        view.put("name", server.name());
        view.put("storeUrl", server.storeUrl());
        view.put("storeProperties", server.storeProperties());
        return view;
    }
}
