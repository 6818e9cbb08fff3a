package org.jettyferry.cli.update;

import java.util.List;
import java.util.Map;
import org.jettyferry.cli.output.ListFlags;
import org.jettyferry.cli.output.TableWriter;
import org.jettyferry.cli.output.TableWriter.Column;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.jdbc.Database;
import org.jettyferry.update.PendingUpdate;
import org.jettyferry.update.RanUpdate;
import org.jettyferry.update.Revertibility;
import org.jettyferry.update.SchemaUpdate;
import org.jettyferry.update.UpdateFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command {@code ferry update list}. */
@Command(
        sortOptions = false,
        description =
                "Lists the updates of a schema: those that have run, and when, then those to run. Changes nothing.",
        footer = {"", "Examples:", "  ferry update list", "  ferry update list shop_1 --updates /opt/shop/updates --csv"
        })
final class UpdateListCommand extends SchemaCommand {
    private static final List<Column> COLUMNS = List.of(
            Column.left("schema", "schema", "schema"),
            Column.left("update", "update", "update"),
            Column.left("state", "state", "state"),
            Column.left("ended", "ended", "ended"),
            Column.left("tag", "tag", "tag"),
            Column.left("revertible", "", "revertible"),
            Column.left("description", "description", "description"));

    @Mixin
    final UpdateFlags updates = new UpdateFlags();

    @Mixin
    final ListFlags listFlags = new ListFlags();

    UpdateListCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected void check() {
        super.check();
        listFlags.check();
    }

    @Override
    int sharedConnections() {
        return 1;
    }

    @Override
    protected int run(Database connected) {
        UpdateFolder folder = updates.read(invocation());
        TableWriter table = listFlags.tableWriter(out(), "updates", COLUMNS);
        for (Map.Entry<String, Target> target : targets(connected).entrySet()) {
            SchemaUpdate update = new SchemaUpdate(target.getValue().connect());
            for (RanUpdate ran : update.history()) {
                table.add(target.getKey(), ran.name(), "done", ran.ended(), ran.tag(), "", ran.description());
            }
            for (PendingUpdate pending : update.status(folder).pending()) {
                table.add(
                        target.getKey(),
                        pending.name(),
                        PendingText.state(pending),
                        "",
                        "",
                        pending.revertibility() != Revertibility.NO,
                        PendingText.description(pending));
            }
        }
        table.end();
        return ExitCode.DONE;
    }
}
