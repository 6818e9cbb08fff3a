package org.jettyferry.cli.registry;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jettyferry.cli.output.ListFlags;
import org.jettyferry.cli.output.TableWriter;
import org.jettyferry.cli.output.TableWriter.Column;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.registry.Registry;
import org.jettyferry.registry.Schema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code ferry schema list}, and Open-Xchange's {@code listdatabaseschema}, which has fewer columns. */
@Command(
        sortOptions = false,
        description = "Lists schemata with the number of their contexts.",
        footer = {
            "",
            "Examples:",
            "  ferry schema list",
            "  ferry schema list 'shop_*' --csv",
            "  ferry listdatabaseschema -s 'shop_*' --csv"
        })
final class SchemaListCommand extends RegistryCommand {
    private static final List<Column> OPEN_XCHANGE = List.of(
            Column.right("id", "id", "id"),
            Column.left("display_name", "name", ""),
            Column.left("schema_name", "schemaname", "name"),
            Column.left("", "hostname", ""),
            Column.left("url", "", "url"),
            Column.right("currentunits", "curctx", "contexts"));
    private static final List<Column> MORE = List.of(
            Column.left("server", "server", "server"),
            Column.left("enabled", "enabled", "enabled"),
            Column.left("reason", "reason", "reason"),
            Column.left("version", "version", "version"));

    private final boolean openXchange;

    @Parameters(
            arity = "0..1",
            paramLabel = "PATTERN",
            description = "Only names or URLs that match: * stands for any characters, ? for one.")
    Optional<String> argument = Optional.empty();

    @Option(
            names = {"-s", "--searchpattern"},
            paramLabel = "PATTERN",
            description = "The same value, as a flag of Open-Xchange\'s listdatabaseschema.")
    Optional<String> pattern = Optional.empty();

    @Option(names = "--only-empty-schemas", description = "Only those without contexts.")
    boolean onlyEmpty;

    @Mixin
    final ListFlags listFlags = new ListFlags();

    SchemaListCommand(Invocation invocation, boolean openXchange) {
        super(invocation);
        this.openXchange = openXchange;
    }

    @Override
    protected void check() {
        listFlags.check();
    }

    @Override
    int run(Registry registry) {
        List<Schema> schemata =
                registry.schemata().list(argument.or(() -> pattern).orElse("*"));
        List<Column> columns = openXchange && !listFlags.json()
                ? OPEN_XCHANGE
                : Stream.concat(OPEN_XCHANGE.stream(), MORE.stream()).toList();
        TableWriter tableWriter = listFlags.tableWriter(out(), "schemata", columns);
        for (Schema schema : schemata) {
            if (!onlyEmpty || schema.contexts() == 0) {
                tableWriter.add(values(schema, columns.size()));
            }
        }
        tableWriter.end();
        warnIfNoRegistry(registry);
        return ExitCode.DONE;
    }

    private static Object[] values(Schema schema, int columns) {
        Object[] values = {
            schema.id(),
            schema.name(),
            schema.name(),
            schema.host(),
            schema.url(),
            schema.contexts(),
            schema.server(),
            schema.enabled(),
            schema.reason(),
            schema.version()
        };
        return Arrays.copyOf(values, columns);
    }
}
