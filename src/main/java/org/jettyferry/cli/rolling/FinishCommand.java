package org.jettyferry.cli.rolling;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jettyferry.cli.connection.ConnectionFlags;
import org.jettyferry.cli.connection.DatabaseCommand;
import org.jettyferry.cli.output.Formats;
import org.jettyferry.cli.output.JsonPrinter;
import org.jettyferry.cli.terminal.CommonFlags;
import org.jettyferry.cli.terminal.Confirmation;
import org.jettyferry.cli.terminal.DurationConverter;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.jdbc.ConnectionSettings;
import org.jettyferry.jdbc.Database;
import org.jettyferry.registry.Registry;
import org.jettyferry.registry.Server;
import org.jettyferry.rolling.OldServer;
import org.jettyferry.rolling.RollingSite;
import org.jettyferry.rolling.SchemaUpdates;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code ferry finish}. */
@Command(
        sortOptions = false,
        description = {
            "Says whether the old server can go after a rolling upgrade: schemata that are still assigned to it, a run that has"
                    + " not ended, its living nodes and their requests, who still comes by its address, and what its session store still"
                    + " holds.",
            "Ends with 0 if it can go, and with 3 if it cannot yet; each reason comes with its remedy. Changes nothing, unless"
                    + " --purge-departed is given."
        },
        footer = {
            "",
            "Examples:",
            "  ferry finish",
            "  ferry finish blue --json",
            "  ferry finish blue --purge-departed"
        })
final class FinishCommand extends DatabaseCommand {
    @Mixin
    private final ConnectionFlags database = new ConnectionFlags();

    @Parameters(
            arity = "0..1",
            paramLabel = "SERVER",
            description = "The old server. Default: the one that the last rolling upgrade has left.")
    Optional<String> name = Optional.empty();

    @Option(
            names = "--purge-departed",
            description = "Delete the sessions that have left its store and were set aside there. Asks first.")
    boolean purge;

    @Option(
            names = "--quiet-time",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "For how long nobody must have come by its address. Default: 1h.")
    Duration quiet = Duration.ofHours(1);

    @Option(names = "--yes", description = CommonFlags.YES)
    boolean yes;

    @Option(names = "--json", description = CommonFlags.JSON_APART)
    boolean json;

    FinishCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected ConnectionSettings connection(Invocation invocation) {
        return database.registry(invocation);
    }

    @Override
    protected int run(Database connected) {
        Registry registry = new Registry(connected);
        RollingSite site = new RollingSite(registry, stores(database.stores(invocation())), SchemaUpdates.NONE);
        Server server = name.map(registry.servers()::named).orElseGet(() -> OldServer.ofLastRun(site));
        OldServer old = new OldServer(site, server);
        return purge ? purge(old) : look(old, registry.rollingRuns().now());
    }

    private int look(OldServer old, long now) {
        FarewellText text = new FarewellText(old.look(quiet), now);
        if (json) {
            JsonPrinter.print(out(), text.json());
        } else {
            text.print(out());
        }
        return text.farewell().canGo() ? ExitCode.DONE : ExitCode.REFUSED;
    }

    private int purge(OldServer old) {
        String what = "This deletes the sessions that were set aside in the store of "
                + old.server().name() + ", with their data. It cannot be undone.";
        if (!new Confirmation(yes, invocation().terminal(), err()).ask(what)) {
            return ExitCode.ABORTED;
        }
        long rows = old.purgeDeparted();
        if (json) {
            JsonPrinter.print(out(), Map.of("server", old.server().name(), "purged", rows));
        } else {
            out().println("Deleted " + Formats.count(rows, "session", "sessions") + " from ferry_departed_session of "
                    + old.server().name() + ".");
        }
        return ExitCode.DONE;
    }
}
