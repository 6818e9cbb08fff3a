package org.jettyferry.cli.update;

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
import org.jettyferry.update.PendingUpdate;
import org.jettyferry.update.SchemaUpdate;
import org.jettyferry.update.UpdateFolder;
import org.jettyferry.update.UpdateStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code ferry update status}. */
@Command(
        sortOptions = false,
        description = "Shows which updates a schema lacks, and how far a killed run came. Changes nothing.",
        footer = {
            "",
            "Examples:",
            "  ferry update status --updates /opt/shop/updates",
            "  ferry update status --all --json"
        })
final class UpdateStatusCommand extends SchemaCommand {
    @Mixin
    final UpdateFlags updates = new UpdateFlags();

    @Option(names = "--json", description = CommonFlags.JSON)
    boolean json;

    UpdateStatusCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    int sharedConnections() {
        return 1;
    }

    @Override
    protected int run(Database connected) {
        UpdateFolder folder = updates.read(invocation());
        List<Map<String, Object>> views = new ArrayList<>();
        for (Map.Entry<String, Target> target : targets(connected).entrySet()) {
            UpdateStatus status = new SchemaUpdate(target.getValue().connect()).status(folder);
            views.add(view(target.getKey(), status));
            if (!json) {
                print(target.getKey(), status);
            }
        }
        if (json) {
            JsonPrinter.print(out(), Map.of("schemata", views));
        }
        return ExitCode.DONE;
    }

    private void print(String schema, UpdateStatus status) {
        int count = status.pending().size();
        out().println(schema + ": "
                + (count == 0 ? "up to date" : Formats.count(count, "update to run", "updates to run")));
        for (PendingUpdate update : status.pending()) {
            out().println("  " + PendingText.line(update));
        }
    }

    private static Map<String, Object> view(String schema, UpdateStatus status) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("schema", schema);
        view.put("upToDate", status.isUpToDate());
        view.put("allOrNothing", status.transactional());
        view.put("pending", status.pending().stream().map(PendingText::fields).toList());
        return view;
    }
}
