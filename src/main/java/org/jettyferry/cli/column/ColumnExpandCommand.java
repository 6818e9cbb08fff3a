package org.jettyferry.cli.column;

import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.jdbc.Database;
import org.jettyferry.update.column.ColumnChange;
import org.jettyferry.update.column.ColumnStatus;
import org.jettyferry.update.column.ColumnUpdate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code ferry column expand}. */
@Command(
        sortOptions = false,
        description = {
            "Adds a new column beside an old one, keeps the two in step by triggers in both directions, copies all rows, and"
                    + " compares them. Run it before the first node of the new release starts. Killed at any instant, run it"
                    + " again.",
            "",
            "The file declares the change:",
            "",
            "  table: shop_order            # in the schema of the connection",
            "  old: total_cents             # the column of the old release",
            "  new: total                   # the column of the new release",
            "  type: decimal(12,2)          # of the new column",
            "  up: total_cents / 100.0      # the new value, from the old column",
            "  down: total * 100            # the old value, from the new column",
            "  release: \"2.4\"               # in which the column is expanded",
            "",
            "Where databases differ, type, up and down have one text for each:",
            "",
            "  type:",
            "    postgresql: numeric(12,2)",
            "    mysql: decimal(12,2)       # MariaDB too",
            "    sqlserver: decimal(12,2)",
            "",
            "A write of both columns whose values do not agree keeps the new one; what was lost is in"
                    + " ferry_column_conflict."
        },
        footer = {
            "",
            "Examples:",
            "  ferry column expand columns/order-total.yaml --dry-run",
            "  ferry column expand columns/order-total.yaml",
            "  ferry column expand columns/order-total.yaml --max-rows-per-second 2000"
        })
final class ColumnExpandCommand extends ColumnCommand {
    @Mixin
    final CopyFlags copy = new CopyFlags();

    @Mixin
    final WaitFlag wait = new WaitFlag();

    @Option(
            names = "--accept-uses",
            description = "Expand although an index, a constraint or a view uses the old column. Contract refuses until"
                    + " it is gone.")
    boolean acceptUses;

    @Option(names = "--dry-run", description = "Only check, and print the SQL. Changes nothing.")
    boolean dryRun;

    ColumnExpandCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected void check() {
        copy.check();
    }

    @Override
    int run(Database connected, ColumnChange change) {
        ColumnUpdate update = new ColumnUpdate(connected, wait.patience);
        if (dryRun) {
            return printSql(update.expandPlan(change, acceptUses, copy.limit()));
        }
        ColumnStatus status = update.expand(change, acceptUses, copy.limit(), new ColumnLog(log()));
        return answer(
                "Expanded: " + status.oldColumn() + " and " + status.newColumn() + " of " + status.table()
                        + " agree in every row. Nodes of the new release may start.",
                status);
    }
}
