package org.jettyferry.cli.registry;

import java.util.Map;
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
        description = "Removes a context and all its names from the registry. Its data are not touched. Asks first.",
        footer = {"", "Examples:", "  ferry context remove 42 --yes"})
final class ContextRemoveCommand extends RegistryCommand {
    @Parameters(paramLabel = "NAME", description = "Its id or another of its names.")
    String name = "";

    @Option(names = "--yes", description = "Do not ask. Needed where nobody can be asked.")
    boolean yes;

    @Option(names = "--json", description = "Answer in JSON.")
    boolean json;

    ContextRemoveCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    int run(Registry registry) {
        String question = "This will make the registry forget the context " + name
                + ": every node will then let its requests through.";
        if (!new Confirmation(yes, invocation().terminal(), err()).ask(question)) {
            return ExitCode.ABORTED;
        }
        String id = registry.contexts().remove(name);
        return answer(json, Map.of("id", id), "The context " + id + " is removed from the registry.");
    }
}
