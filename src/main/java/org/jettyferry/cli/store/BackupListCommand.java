package org.jettyferry.cli.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jettyferry.cli.output.Formats;
import org.jettyferry.cli.output.JsonPrinter;
import org.jettyferry.cli.terminal.CommonFlags;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.jdbc.Database;
import org.jettyferry.store.SessionStore;
import org.jettyferry.store.journal.Backup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code ferry backup list}. */
@Command(
        name = "list",
        sortOptions = false,
        description = "Lists the backups of this store, then those of other stores in its schema, oldest first. Changes"
                + " nothing.",
        footer = {"", "Example:", "  ferry backup list --json"})
final class BackupListCommand extends StoreCommand {
    @Option(names = "--json", description = CommonFlags.JSON)
    boolean json;

    BackupListCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    int run(Database connected, SessionStore store) {
        List<Backup> backups = store.backups();
        List<Backup> others = store.backupsOfOthers();
        if (json) {
            Map<String, Object> view = new LinkedHashMap<>();
            view.put("backups", views(backups));
            view.put("ofOtherStores", views(others));
            JsonPrinter.print(out(), view);
            return ExitCode.DONE;
        }
        if (backups.isEmpty()) {
            out().println("There is no backup.");
        }
        backups.forEach(backup -> out().println(line(backup)));
        if (!others.isEmpty()) {
            out().println("Of other stores in this schema; name them with --table to restore or purge:");
            others.forEach(backup -> out().println(line(backup)));
        }
        return ExitCode.DONE;
    }

    static String line(Backup backup) {
        return "Run " + backup.run() + ": " + backup.table() + ", was "
                + backup.original().name() + " of generation " + backup.generation() + " (Jetty " + backup.release()
                + "), " + Formats.count(backup.rows(), "row", "rows") + ", set aside "
                + Formats.moment(backup.createdMillis());
    }

    private static List<Object> views(List<Backup> backups) {
        List<Object> views = new ArrayList<>();
        for (Backup backup : backups) {
            Map<String, Object> view = new LinkedHashMap<>();
            view.put("run", backup.run());
            view.put("schema", backup.table().schema());
            view.put("table", backup.table().name());
            view.put("original", backup.original().name());
            view.put("generation", backup.generation());
            view.put("release", backup.release());
            view.put("rows", backup.rows());
            view.put("createdTime", backup.createdMillis());
            views.add(view);
        }
        return views;
    }
}
