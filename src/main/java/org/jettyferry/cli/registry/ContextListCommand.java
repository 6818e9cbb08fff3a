package org.jettyferry.cli.registry;

import java.util.List;
import java.util.Optional;
import org.jettyferry.cli.output.ListFlags;
import org.jettyferry.cli.output.TableWriter;
import org.jettyferry.cli.output.TableWriter.Column;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.registry.Context;
import org.jettyferry.registry.Contexts;
import org.jettyferry.registry.Registry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code ferry context list}. */
@Command(
        sortOptions = false,
        description = "Lists contexts. The list is streamed, so it may be of any length.",
        footer = {"", "Examples:", "  ferry context list --schema shop_1", "  ferry context list '*.example.com' --csv"
        })
final class ContextListCommand extends RegistryCommand {
    private static final List<Column> COLUMNS = List.of(
            Column.left("id", "id", "id"),
            Column.left("schema", "schema", "schema"),
            Column.left("server", "server", "server"),
            Column.left("enabled", "enabled", "enabled"),
            Column.left("served", "served", "served"),
            Column.left("reason", "reason", "reason"),
            Column.left("names", "names", "names"));

    @Parameters(
            arity = "0..1",
            paramLabel = "PATTERN",
            description = "Only those whose id or a name matches: * stands for any characters, ? for one.")
    Optional<String> pattern = Optional.empty();

    @Option(names = "--schema", paramLabel = "NAME", description = "Only those in this schema.")
    Optional<String> schema = Optional.empty();

    @Option(names = "--server", paramLabel = "NAME", description = "Only those on this server: name or id.")
    Optional<String> server = Optional.empty();

    @Mixin
    final ListFlags listFlags = new ListFlags();

    ContextListCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected void check() {
        listFlags.check();
    }

    @Override
    int run(Registry registry) {
        TableWriter tableWriter = listFlags.tableWriter(out(), "contexts", COLUMNS);
        registry.contexts().list(new Contexts.Filter(pattern, schema, server), context -> add(tableWriter, context));
        tableWriter.end();
        warnIfNoRegistry(registry);
        return ExitCode.DONE;
    }

    private static void add(TableWriter tableWriter, Context context) {
        tableWriter.add(
                context.id(),
                context.schema(),
                context.server(),
                context.enabled(),
                context.served(),
                context.reason(),
                context.names());
    }
}
