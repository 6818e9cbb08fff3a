package org.jettyferry.cli.registry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jettyferry.cli.output.ListFlags;
import org.jettyferry.cli.output.TableWriter;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.registry.Registry;
import org.jettyferry.registry.Server;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code ferry server list}. */
@Command(
        sortOptions = false,
        description = "Lists the servers.",
        footer = {
            "",
            "Examples:",
            "  ferry server list",
            "  ferry server list 'blue*' --json",
            "  ferry listserver -s 'blue*' --csv"
        })
final class ServerListCommand extends RegistryCommand {
    private static final List<TableWriter.Column> COLUMNS = List.of(
            TableWriter.Column.right("id", "id", "id"),
            TableWriter.Column.left("name", "name", "name"),
            TableWriter.Column.left("", "", "storeUrl"));

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

    ServerListCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected void check() {
        listFlags.check();
    }

    @Override
    int run(Registry registry) {
        List<Server> servers =
                registry.servers().list(argument.or(() -> pattern).orElse("*"));
        TableWriter tableWriter = listFlags.tableWriter(out(), "servers", COLUMNS);
        servers.forEach(server -> tableWriter.add(server.id(), server.name(), server.storeUrl()));
        tableWriter.end();
        warnIfNoRegistry(registry);
        return ExitCode.DONE;
    }

    static Map<String, Object> view(Server server) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", server.id());
        view.put("name", server.name());
        view.put("storeUrl", server.storeUrl());
        return view;
    }
}
