package org.jettyferry.cli.column;

import java.util.List;
import org.jettyferry.cli.terminal.CommonFlags;
import org.jettyferry.cli.terminal.Confirmation;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.jdbc.Database;
import org.jettyferry.update.column.ColumnChange;
import org.jettyferry.update.column.ColumnUpdate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code ferry column abort}. */
@Command(
        sortOptions = false,
        description =
                "Drops the triggers and the NEW column, with what only that column holds; the old column keeps what"
                        + " nodes of both releases have written. Stop the nodes of the new release first. Asks before. Killed at any"
                        + " instant, run it again.",
        footer = {
            "",
            "Examples:",
            "  ferry column abort columns/order-total.yaml",
            "  ferry column abort columns/order-total.yaml --yes"
        })
final class ColumnAbortCommand extends ColumnCommand {
    @Mixin
    final WaitFlag wait = new WaitFlag();

    @Option(names = "--dry-run", description = "Only print the SQL. Changes nothing.")
    boolean dryRun;

    @Option(names = "--yes", description = CommonFlags.YES)
    boolean yes;

    ColumnAbortCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    int run(Database connected, ColumnChange change) {
        ColumnUpdate update = new ColumnUpdate(connected, wait.patience);
        List<String> sql = update.abortPlan(change);
        if (dryRun) {
            return printSql(sql);
        }
        if (sql.isEmpty()) {
            return answer("There is nothing to abort; nothing was changed.", update.status(change));
        }
        String what = "This will drop the triggers and the column " + change.newColumn() + " of " + change.table()
                + ", with its values. The column " + change.oldColumn() + " stays. It cannot be undone.";
        if (!new Confirmation(yes, invocation().terminal(), err()).ask(what)) {
            return ExitCode.ABORTED;
        }
        return answer(
                "Aborted: the column " + change.newColumn() + " and the triggers are gone.",
                update.abort(change, new ColumnLog(log())));
    }
}
