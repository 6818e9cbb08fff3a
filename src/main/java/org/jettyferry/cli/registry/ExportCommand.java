package org.jettyferry.cli.registry;

import java.util.Optional;
import java.util.function.Consumer;
import org.jettyferry.cli.output.Formats;
import org.jettyferry.cli.output.MapWriter;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.registry.Context;
import org.jettyferry.registry.Contexts;
import org.jettyferry.registry.Registry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code ferry export}. It reads the contexts twice: a balancer must never get a map that lacks its end. */
@Command(
        sortOptions = false,
        description = {
            "Prints who lives where, for load balancers that route by themselves: each name of each context, and its server. In"
                    + " the order of the contexts' ids, streamed, so it may be of any length.",
            "A name that a format cannot hold is refused before anything is printed."
        },
        footer = {
            "",
            "Examples:",
            "  ferry export --format haproxy-map > tenants.map",
            "  ferry export --format nginx-map --server green > tenants.conf",
            "  ferry export --format json"
        })
final class ExportCommand extends RegistryCommand {
    @Option(
            names = "--format",
            required = true,
            paramLabel = "FORMAT",
            converter = MapForms.class,
            completionCandidates = MapForms.class,
            description = "haproxy-map, nginx-map or json.")
    MapWriter.Form form = MapWriter.Form.JSON;

    @Option(names = "--server", paramLabel = "NAME", description = "Only contexts on this server: name or id.")
    Optional<String> server = Optional.empty();

    ExportCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    int run(Registry registry) {
        MapWriter writer = form.to(out());
        each(registry, entry -> check(writer, entry));
        long homeless = each(registry, entry -> {
            check(writer, entry);
            writer.add(entry);
        });
        writer.end();
        if (homeless > 0) {
            err().println("Left out: " + Formats.count(homeless, "context", "contexts")
                    + " whose schema is on no server.");
        }
        warnIfNoRegistry(registry);
        return ExitCode.DONE;
    }

    /** Visits all names; returns how many contexts are on no server. */
    private long each(Registry registry, Consumer<MapWriter.Entry> visitor) {
        long[] homeless = {0};
        registry.contexts().list(new Contexts.Filter(Optional.empty(), Optional.empty(), server), context -> {
            if (context.server().isEmpty()) {
                homeless[0]++;
            }
            context.server().ifPresent(on -> visit(context, on, visitor));
        });
        return homeless[0];
    }

    private static void visit(Context context, String server, Consumer<MapWriter.Entry> visitor) {
        for (String name : context.names()) {
            visitor.accept(new MapWriter.Entry(name, context.id(), context.schema(), server));
        }
    }

    private void check(MapWriter writer, MapWriter.Entry entry) {
        writer.fault(entry).ifPresent(fault -> {
            throw new OperatorException(
                    Kind.REFUSED,
                    "the name " + entry.name().replaceAll("\\p{Cntrl}", "?") + " of the context " + entry.context()
                            + " cannot be in this map: it " + fault,
                    "Use --format json, or give the context another name. Nothing was changed.");
        });
    }
}
