package org.jettyferry.cli.registry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jettyferry.cli.terminal.CommonFlags;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.registry.Registry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code ferry context disable}. */
@Command(
        sortOptions = false,
        description = "Takes one context out of service. It stays disabled when its schema is enabled.",
        footer = {"", "Examples:", "  ferry context disable 42 --reason 'not paid'"})
final class ContextDisableCommand extends RegistryCommand {
    @Parameters(paramLabel = "NAME", description = "The id of the context, or another of its names.")
    String name = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "The reason, for nodes and lists to show.")
    String reason = "";

    @Option(names = "--json", description = CommonFlags.JSON)
    boolean json;

    ContextDisableCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    int run(Registry registry) {
        Optional<String> server = registry.contexts().serverOf(name);
        boolean changed = registry.contexts().disable(name, reason);
        String sentence =
                "The context " + name + (changed ? " is disabled." : " is disabled already; nothing was changed.");
        List<String> warnings = NodeWarnings.ofLettingThrough(registry.nodes().lettingThrough(List.of(server)));
        return answer(json, Map.of("name", name, "changed", changed), sentence, warnings);
    }
}
