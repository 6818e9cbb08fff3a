package org.jettyferry.cli.registry;

import java.util.List;
import java.util.Optional;
import org.jettyferry.cli.output.Formats;
import org.jettyferry.cli.output.ListFlags;
import org.jettyferry.cli.output.TableWriter;
import org.jettyferry.cli.output.TableWriter.Column;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.registry.Node;
import org.jettyferry.registry.Registry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code ferry node list}. */
@Command(
        sortOptions = false,
        description =
                "Lists the nodes that have sent heartbeats: host, whether they are alive, the version of the registry that"
                        + " they have seen, and the requests that they still work on.",
        footer = {"", "Examples:", "  ferry node list", "  ferry node list --server blue --alive --json"})
final class NodeListCommand extends RegistryCommand {
    private static final List<Column> COLUMNS = List.of(
            Column.left("server", "server", "server"),
            Column.left("host", "host", "host"),
            Column.left("jetty", "jetty", "jetty"),
            Column.left("ferry", "ferry", "ferry"),
            Column.left("generation", "generation", "generation"),
            Column.left("alive", "alive", "alive"),
            Column.right("", "heartbeat", ""),
            Column.right("heartbeat_age_ms", "", "heartbeatAgeMillis"),
            Column.right("registry_version", "version seen", "registryVersion"),
            Column.right("in_flight", "in flight", "inFlight"),
            Column.left("draining", "draining", ""),
            Column.left("", "", "draining"),
            Column.left("", "unknown context", ""),
            Column.left("unknown_context", "", "unknownContext"),
            Column.left("guard", "guard", "guard"),
            Column.left("", "", "guardReason"),
            Column.left("started_ms", "", "startedTime"),
            Column.left("id", "", "id"),
            Column.left("schema_versions", "schema versions", "schemaVersions"),
            Column.left("cluster", "cluster", "cluster"));

    @Option(names = "--server", paramLabel = "NAME", description = "Only those of this server.")
    Optional<String> server = Optional.empty();

    @Option(names = "--alive", description = "Only those that are alive.")
    boolean alive;

    @Mixin
    final ListFlags listFlags = new ListFlags();

    NodeListCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected void check() {
        listFlags.check();
    }

    @Override
    int run(Registry registry) {
        List<Node> nodes = registry.nodes().list();
        if (server.isPresent()
                && nodes.stream().map(Node::server).noneMatch(server.get()::equals)
                && registry.exists()) {
            registry.servers().named(server.get()); // refuses an unknown server
        }
        TableWriter tableWriter = listFlags.tableWriter(out(), "nodes", COLUMNS);
        for (Node node : nodes) {
            if ((!alive || node.alive()) && server.map(node.server()::equals).orElse(true)) {
                add(tableWriter, node);
            }
        }
        tableWriter.end();
        warnIfNoRegistry(registry);
        return ExitCode.DONE;
    }

    private static void add(TableWriter tableWriter, Node node) {
        tableWriter.add(
                node.server(),
                node.host(),
                node.jetty(),
                node.ferry(),
                node.generation(),
                node.alive(),
                Formats.duration(Math.max(0, node.ageMillis())) + " ago",
                node.ageMillis(),
                node.registryVersion(),
                node.inFlight(),
                node.draining().entrySet().stream()
                        .map(entry -> entry.getKey() + ":" + entry.getValue())
                        .toList(),
                node.draining(),
                node.letsThrough() ? node.unknownContext() : "",
                node.unknownContext(),
                node.guard(),
                node.guardReason(),
                node.startedMillis(),
                node.id(),
                node.schemaVersions(),
                node.cluster());
    }
}
