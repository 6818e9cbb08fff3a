package org.jettyferry.cli.registry;

import java.util.Map;
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
        boolean changed = registry.contexts().disable(name, reason);
        String sentence =
                "The context " + name + (changed ? " is disabled." : " is disabled already; nothing was changed.");
        return answer(json, Map.of("name", name, "changed", changed), sentence);
    }
}
