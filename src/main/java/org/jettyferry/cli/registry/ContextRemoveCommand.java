package org.jettyferry.cli.registry;

import java.util.List;
import java.util.Map;
import org.jettyferry.cli.terminal.CommonFlags;
import org.jettyferry.cli.terminal.Confirmation;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.registry.Registry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code ferry context remove}. */
@Command(
        sortOptions = false,
        description = "Removes contexts and all their names from the registry: all that are named, or none. Their data"
                + " stay. Asks first.",
        footer = {
            "",
            "Examples:",
            "  ferry context remove 42 --yes",
            "  ferry context remove 42 43 44",
            "  ferry context remove --from gone.txt"
        })
final class ContextRemoveCommand extends RegistryCommand {
    @Mixin
    final ContextNames contexts = new ContextNames();

    @Option(names = "--yes", description = CommonFlags.YES)
    boolean yes;

    @Option(names = "--json", description = CommonFlags.JSON)
    boolean json;

    ContextRemoveCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    int run(Registry registry) {
        List<String> names = contexts.all(invocation());
        boolean one = names.size() == 1;
        String question = "This will remove " + ContextNames.described(names)
                + " from the registry: every node will then serve " + (one ? "its" : "their") + " requests.";
        if (!new Confirmation(yes, invocation().terminal(), err()).ask(question)) {
            return ExitCode.ABORTED;
        }
        List<String> ids = registry.contexts().remove(names);
        return answer(
                json,
                Map.of("ids", ids),
                ContextNames.subject(ids) + (ids.size() == 1 ? " is" : " are") + " removed from the registry.");
    }
}
