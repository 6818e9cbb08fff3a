package org.jettyferry.cli.registry;

import java.util.Map;
import org.jettyferry.cli.terminal.CommonFlags;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.registry.Registry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code ferry context enable}. */
@Command(
        sortOptions = false,
        description = "Undoes ferry context disable. While its schema is disabled, the context stays out of service.",
        footer = {"", "Examples:", "  ferry context enable 42"})
final class ContextEnableCommand extends RegistryCommand {
    @Parameters(paramLabel = "NAME", description = "The id of the context, or another of its names.")
    String name = "";

    @Option(names = "--json", description = CommonFlags.JSON)
    boolean json;

    ContextEnableCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    int run(Registry registry) {
        boolean changed = registry.contexts().enable(name);
        String sentence =
                "The context " + name + (changed ? " is enabled." : " is enabled already; nothing was changed.");
        return answer(json, Map.of("name", name, "changed", changed), sentence);
    }
}
