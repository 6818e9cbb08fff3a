package org.jettyferry.cli.registry;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jettyferry.cli.output.Formats;
import org.jettyferry.cli.terminal.CommonFlags;
import org.jettyferry.cli.terminal.DurationConverter;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.registry.Node;
import org.jettyferry.registry.Registry;
import org.jettyferry.rolling.HealthUrl;
import org.jettyferry.rolling.ReadyNodes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code ferry node wait}. */
@Command(
        sortOptions = false,
        description =
                "Ends when nodes of a server are ready: they send heartbeats, have read the registry as it is, and their"
                        + " guard is open, so that the session tables are those that their Jetty needs. With"
                        + " --session-loaded also when their Jetty has loaded a session from these tables, with"
                        + " --health-url when an address answers. Use it between the start of the first node of a new"
                        + " version and that of the others.",
        footer = {
            "",
            "Examples:",
            "  ferry node wait --server green",
            "  ferry node wait --server green --session-loaded",
            "  ferry node wait --server green --count 4 --timeout 10m",
            "  ferry node wait --server green --health-url https://green.example.com/shop/"
        })
final class NodeWaitCommand extends RegistryCommand {
    @Option(names = "--server", required = true, paramLabel = "NAME", description = "The server of the nodes.")
    String server = "";

    @Option(names = "--count", paramLabel = "N", description = "How many nodes must be ready. Default: 1.")
    int count = 1;

    @Option(
            names = "--session-loaded",
            description =
                    "A node is ready only when a request has come with a session that is older than the node, and its"
                            + " Jetty has loaded it.")
    boolean sessionLoaded;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long to wait. Default: 5m.")
    Duration timeout = Duration.ofMinutes(5);

    @Option(
            names = "--health-url",
            paramLabel = "URL",
            description = "An address that must then answer with 200 to 299: a page that loads a session shows that"
                    + " sessions can be read. Asked ten times, 2 s apart.")
    Optional<String> healthUrl = Optional.empty();

    @Option(names = "--json", description = CommonFlags.JSON)
    boolean json;

    NodeWaitCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected void check() {
        healthUrl.ifPresent(HealthUrl::parse);
        if (count < 1) {
            throw new OperatorException(Kind.USAGE, "--count must be 1 or more", "Omit it for one node.");
        }
    }

    @Override
    int run(Registry registry) {
        List<Node> ready = new ReadyNodes(
                        registry, server, count, sessionLoaded, timeout, sentence -> notes().println(sentence))
                .await();
        healthUrl.map(HealthUrl::parse).flatMap(HealthUrl::ask).ifPresent(fault -> {
            throw new OperatorException(
                    Kind.RESUMABLE,
                    "the nodes of the server " + server + " are ready, but " + healthUrl.orElse("") + " is not: "
                            + fault,
                    "See the logs of the nodes. Run the same command again.");
        });
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("server", server);
        view.put("nodes", ready.stream().map(Node::id).toList());
        return answer(
                json,
                view,
                Formats.count(ready.size(), "node", "nodes") + " of the server " + server
                        + (ready.size() == 1 ? " is" : " are") + " ready.");
    }
}
