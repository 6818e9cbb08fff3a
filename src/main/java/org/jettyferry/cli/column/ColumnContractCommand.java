package org.jettyferry.cli.column;

import java.util.List;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.jdbc.Database;
import org.jettyferry.update.column.ColumnChange;
import org.jettyferry.update.column.ColumnStatus;
import org.jettyferry.update.column.ColumnUpdate;
import org.jettyferry.update.column.LivingNodes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code ferry column contract}. */
@Command(
        sortOptions = false,
        description =
                "Drops the triggers and the OLD column. Refused in the release in which the column was expanded, while"
                        + " rows disagree, while a living node needs the old column, and while an index or a view uses it. It can't be"
                        + " undone. Killed at any instant, run it again.",
        footer = {
            "",
            "Examples:",
            "  ferry column contract columns/order-total.yaml --release 2.5 --dry-run",
            "  ferry column contract columns/order-total.yaml --release 2.5"
        })
final class ColumnContractCommand extends ColumnCommand {
    /** No node tells yet with which columns it works. */
    private static final LivingNodes NONE_KNOWN = change -> List.of();

    @Mixin
    final WaitFlag wait = new WaitFlag();

    @Option(names = "--release", required = true, paramLabel = "RELEASE", description = "The release that runs now.")
    String release = "";

    @Option(
            names = "--accept-same-release",
            description =
                    "Contract although the column was expanded in this release. Nodes of the release before can't come"
                            + " back then.")
    boolean acceptSame;

    @Option(names = "--dry-run", description = "Only check, and print the SQL. Changes nothing.")
    boolean dryRun;

    ColumnContractCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    int run(Database connected, ColumnChange change) {
        ColumnUpdate update = new ColumnUpdate(connected, wait.patience);
        if (dryRun) {
            return printSql(update.contractPlan(change, release, acceptSame, NONE_KNOWN));
        }
        ColumnStatus status = update.contract(change, release, acceptSame, NONE_KNOWN, new ColumnLog(log()));
        return answer(
                "Contracted: " + status.table() + " has the column " + status.newColumn() + " alone; "
                        + status.oldColumn() + " and the triggers are gone.",
                status);
    }
}
