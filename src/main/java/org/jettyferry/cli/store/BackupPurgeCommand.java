package org.jettyferry.cli.store;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jettyferry.cli.output.Formats;
import org.jettyferry.cli.output.JsonPrinter;
import org.jettyferry.cli.terminal.CommonFlags;
import org.jettyferry.cli.terminal.Confirmation;
import org.jettyferry.cli.terminal.DurationConverter;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.store.SessionStore;
import org.jettyferry.store.journal.Backup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code ferry backup purge}. */
@Command(
        name = "purge",
        sortOptions = false,
        description =
                "Drops backups of this store, and the quarantined rows of their runs. It lists them and asks first."
                        + " Without RUN, --older-than or --all, only one run may have a backup.",
        footer = {"", "Examples:", "  ferry backup purge 20261122101500", "  ferry backup purge --older-than 14d --yes"
        })
final class BackupPurgeCommand extends StoreCommand {
    @Parameters(arity = "0..1", paramLabel = "RUN", description = "The run whose backup it is; see ferry backup list.")
    Optional<String> run = Optional.empty();

    @Option(
            names = "--older-than",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "All that are older, such as 14d or 12h.")
    Optional<Duration> olderThan = Optional.empty();

    @Option(names = "--all", description = "All backups of this store.")
    boolean all;

    @Option(names = "--yes", description = CommonFlags.YES)
    boolean yes;

    @Option(names = "--json", description = CommonFlags.JSON_APART)
    boolean json;

    BackupPurgeCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected void check() {
        int choices = (run.isPresent() ? 1 : 0) + (olderThan.isPresent() ? 1 : 0) + (all ? 1 : 0);
        if (choices > 1) {
            throw new OperatorException(
                    Kind.USAGE, "RUN, --older-than and --all exclude each other", "Use one of them.");
        }
    }

    @Override
    int run(Database connected, SessionStore store) {
        List<Backup> chosen = chosen(store.backups(), System.currentTimeMillis());
        Map<String, Long> quarantined = quarantined(chosen, store.quarantined());
        if (chosen.isEmpty() && quarantined.isEmpty()) {
            if (run.isPresent() && !store.finishPurge(run.get())) {
                throw new OperatorException(
                        Kind.REFUSED,
                        "there is no backup of run " + run.get() + " in this store",
                        "See: ferry backup list. Nothing was dropped.");
            }
            String sentence = run.isPresent()
                    ? "The tables of run " + run.get() + " are dropped; an earlier purge was interrupted after that."
                    : "There is no such backup; nothing was dropped.";
            return answer(sentence, chosen, quarantined);
        }
        PrintWriter shown = json ? err() : out();
        chosen.forEach(backup -> shown.println(BackupListCommand.line(backup)));
        quarantined.forEach((of, rows) -> shown.println(of + "  ferry_quarantine: "
                + Formats.count(rows, "session", "sessions") + " that could not be migrated"));
        shown.flush();
        String what = "This will delete the tables and rows above, with their session data. It cannot be undone.";
        if (!new Confirmation(yes, invocation().terminal(), err()).ask(what)) {
            return ExitCode.ABORTED;
        }
        store.purge(chosen, List.copyOf(quarantined.keySet()));
        String sentence = "Dropped " + Formats.count(chosen.size(), "table", "tables") + "." + deleted(quarantined);
        return answer(sentence, chosen, quarantined);
    }

    private int answer(String sentence, List<Backup> dropped, Map<String, Long> quarantined) {
        if (json) {
            List<String> tables =
                    dropped.stream().map(backup -> backup.table().toString()).toList();
            JsonPrinter.print(out(), Map.of("dropped", tables, "quarantineDeleted", sum(quarantined)));
        } else {
            out().println(sentence);
        }
        return ExitCode.DONE;
    }

    private static long sum(Map<String, Long> quarantined) {
        return quarantined.values().stream().mapToLong(Long::longValue).sum();
    }

    private static String deleted(Map<String, Long> quarantined) {
        long rows = sum(quarantined);
        return rows == 0 ? "" : " Deleted " + Formats.count(rows, "session", "sessions") + " from the quarantine.";
    }

    /** Returns the quarantined rows of the chosen runs, also of a run whose backup is gone. */
    private Map<String, Long> quarantined(List<Backup> chosen, Map<String, Long> runs) {
        Map<String, Long> going = new TreeMap<>(runs);
        Set<String> backups = chosen.stream().map(Backup::run).collect(Collectors.toSet());
        going.keySet()
                .removeIf(of ->
                        !all && !backups.contains(of) && !run.map(of::equals).orElse(false));
        return going;
    }

    List<Backup> chosen(List<Backup> backups, long now) {
        if (run.isEmpty() && olderThan.isEmpty() && !all) {
            requireOneRun(backups);
        }
        long before = olderThan.isPresent() ? now - olderThan.get().toMillis() : Long.MAX_VALUE;
        List<Backup> chosen = new ArrayList<>();
        for (Backup backup : backups) {
            if (backup.createdMillis() < before && run.map(backup.run()::equals).orElse(true)) {
                chosen.add(backup);
            }
        }
        return chosen;
    }

    private static void requireOneRun(List<Backup> backups) {
        List<String> runs = backups.stream().map(Backup::run).distinct().toList();
        if (runs.size() > 1) {
            throw new OperatorException(
                    Kind.USAGE,
                    "there are backups of several runs: " + Formats.some(runs),
                    "Nothing was dropped. Name one run, or use --older-than or --all.");
        }
    }
}
