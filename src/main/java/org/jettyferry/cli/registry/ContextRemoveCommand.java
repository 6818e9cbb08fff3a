package org.jettyferry.cli.registry;

import java.util.Map;
import org.jettyferry.cli.terminal.CommonFlags;
import org.jettyferry.cli.terminal.Confirmation;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.registry.Registry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code ferry context remove}. */
@Command(
        sortOptions = false,
        description = "Removes a context and all its names from the registry. Its data stay. Asks first.",
        footer = {"", "Examples:", "  ferry context remove 42 --yes"})
final class ContextRemoveCommand extends RegistryCommand {
    @Parameters(paramLabel = "NAME", description = "The id of the context, or another of its names.")
    String name = "";

    @Option(names = "--yes", description = CommonFlags.YES)
    boolean yes;

    @Option(names = "--json", description = CommonFlags.JSON)
    boolean json;

    ContextRemoveCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    int run(Registry registry) {
        String question =
                "This will remove the context " + name + " from the registry: every node will then serve its requests.";
        if (!new Confirmation(yes, invocation().terminal(), err()).ask(question)) {
            return ExitCode.ABORTED;
        }
        String id = registry.contexts().remove(name);
        return answer(json, Map.of("id", id), "The context " + id + " is removed from the registry.");
    }
}
