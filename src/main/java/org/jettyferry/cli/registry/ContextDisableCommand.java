package org.jettyferry.cli.registry;

import java.util.Map;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.registry.Registry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code ferry context disable}. */
@Command(
        sortOptions = false,
        description = "Takes one context out of service, whatever becomes of its schema.",
        footer = {"", "Examples:", "  ferry context disable 42 --reason 'not paid'"})
final class ContextDisableCommand extends RegistryCommand {
    @Parameters(paramLabel = "NAME", description = "Its id or another of its names.")
    String name = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; the nodes and the lists show it.")
    String reason = "";

    @Option(names = "--json", description = "Answer in JSON.")
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
