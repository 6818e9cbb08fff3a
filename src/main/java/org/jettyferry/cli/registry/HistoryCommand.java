package org.jettyferry.cli.registry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jettyferry.cli.connection.ConnectionFlags;
import org.jettyferry.cli.connection.DatabaseCommand;
import org.jettyferry.cli.output.Formats;
import org.jettyferry.cli.output.ListFlags;
import org.jettyferry.cli.output.TableWriter;
import org.jettyferry.cli.output.TableWriter.Column;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.jdbc.ConnectionSettings;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.registry.Registry;
import org.jettyferry.registry.RegistryChange;
import org.jettyferry.store.SessionStore;
import org.jettyferry.store.journal.PastRun;
import org.jettyferry.store.table.StoreNames;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code ferry history}. */
@Command(
        sortOptions = false,
        description =
                "Shows who has done what, and when, the newest first: the changes of the registry, and the upgrades,"
                        + " downgrades and restores of the session stores in the schema of the connection. Changes nothing.",
        footerHeading = "%nIf the registry has a database of its own, FERRY_REGISTRY_URL, FERRY_REGISTRY_USER and"
                + " FERRY_REGISTRY_PASSWORD come before the variables above; name the database of a session store with"
                + " --url.%n",
        footer = {"", "Examples:", "  ferry history", "  ferry history --limit 500 --csv"})
final class HistoryCommand extends DatabaseCommand {
    private static final List<Column> COLUMNS = List.of(
            Column.left("time", "time", ""),
            Column.right("time_ms", "", "time"),
            Column.left("who", "who", "who"),
            Column.left("what", "what", "what"),
            Column.right("registry_version", "version", "registryVersion"),
            Column.left("run", "run", "run"));

    @Mixin
    private final ConnectionFlags database = new ConnectionFlags();

    @Option(names = "--limit", paramLabel = "N", description = "How many lines at most. Default: 50.")
    int limit = 50;

    @Mixin
    final ListFlags listFlags = new ListFlags();

    HistoryCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected void check() {
        listFlags.check();
        if (limit < 1) {
            throw new OperatorException(Kind.USAGE, "--limit must be 1 or more", "Omit it for 50.");
        }
    }

    @Override
    protected ConnectionSettings connection(Invocation invocation) {
        return database.registry(invocation);
    }

    @Override
    protected int run(Database connected) {
        List<Line> lines = new ArrayList<>();
        new Registry(connected).history(limit).forEach(change -> lines.add(Line.of(change)));
        new SessionStore(connected, StoreNames.defaults()).runs().forEach(run -> lines.add(Line.of(run)));
        lines.sort(Comparator.comparingLong(Line::timeMillis).reversed());
        TableWriter table = listFlags.tableWriter(out(), "history", COLUMNS);
        for (Line line : lines.subList(0, Math.min(limit, lines.size()))) {
            table.add(
                    Formats.moment(line.timeMillis),
                    line.timeMillis,
                    line.who,
                    line.what,
                    line.registryVersion,
                    line.run);
        }
        table.end();
        return ExitCode.DONE;
    }

    /**
     * A line of the history.
     *
     * @param registryVersion the version that a change of the registry made; empty for a run
     * @param run the id of a run; empty for a change of the registry
     */
    private record Line(long timeMillis, String who, String what, Optional<Long> registryVersion, String run) {
        static Line of(RegistryChange change) {
            return new Line(change.atMillis(), change.by(), change.what(), Optional.of(change.version()), "");
        }

        static Line of(PastRun run) {
            String what = run.kind() + " " + run.store() + " from " + run.from() + " to " + run.to() + ": "
                    + Formats.count(run.rows(), "row", "rows")
                    + (run.quarantined() > 0 ? ", " + Formats.number(run.quarantined()) + " in quarantine" : "")
                    + (run.endedMillis().isPresent()
                            ? ", took " + Formats.duration(run.endedMillis().getAsLong() - run.begunMillis())
                            : ", has not ended");
            return new Line(run.begunMillis(), run.by(), what, Optional.empty(), run.id());
        }
    }
}
