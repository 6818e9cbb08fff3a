package org.jettyferry.cli.registry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jettyferry.cli.terminal.CommonFlags;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.registry.Registry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code ferry context move}. */
@Command(
        sortOptions = false,
        description = {
            "Notes in the registry that contexts are in another schema now: all that are named, or none. Their data must be"
                    + " there already: Ferry does not copy them. They must be out of service, by themselves or by their"
                    + " schema; they stay so.",
            "",
            "If the other schema is on another server, their sessions stay behind, and users log in again there."
        },
        footer = {
            "",
            "Examples:",
            "  ferry context disable 42",
            "  ferry context move 42 --schema shop_2",
            "  ferry context enable 42"
        })
final class ContextMoveCommand extends RegistryCommand {
    @Mixin
    final ContextNames contexts = new ContextNames();

    @Option(names = "--schema", required = true, paramLabel = "NAME", description = "The schema that holds their data.")
    String schema = "";

    @Option(names = "--json", description = CommonFlags.JSON)
    boolean json;

    ContextMoveCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    int run(Registry registry) {
        List<String> names = contexts.all(invocation());
        List<String> moved = registry.contexts().move(names, schema);
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("schema", schema);
        view.put("moved", moved);
        return answer(
                json,
                view,
                moved.isEmpty()
                        ? "All of them are in schema " + schema + " already; nothing was changed."
                        : ContextNames.subject(moved) + (moved.size() == 1 ? " is" : " are") + " in schema " + schema
                                + " now.");
    }
}
