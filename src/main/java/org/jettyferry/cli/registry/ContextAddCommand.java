package org.jettyferry.cli.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jettyferry.cli.terminal.CommonFlags;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.registry.Registry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code ferry context add}. */
@Command(
        sortOptions = false,
        description = "Adds a context to a schema, or names to an existing context. Repeating it changes nothing.",
        footer = {"", "Examples:", "  ferry context add 42 --schema shop_1 --name shop.example.com --name shop"})
final class ContextAddCommand extends RegistryCommand {
    @Parameters(paramLabel = "ID", description = "The id of the context, which is also one of its names.")
    String id = "";

    @Option(names = "--schema", required = true, paramLabel = "NAME", description = "The schema that holds its data.")
    String schema = "";

    @Option(names = "--name", paramLabel = "NAME", description = "Another name of it in requests. Repeatable.")
    List<String> names = new ArrayList<>();

    @Option(names = "--json", description = CommonFlags.JSON)
    boolean json;

    ContextAddCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    int run(Registry registry) {
        boolean changed = registry.contexts().add(id, schema, names);
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", id);
        view.put("schema", schema);
        view.put("changed", changed);
        return answer(
                json,
                view,
                "The context " + id + (changed ? " is in schema " : " was already in schema ") + schema + ".");
    }
}
