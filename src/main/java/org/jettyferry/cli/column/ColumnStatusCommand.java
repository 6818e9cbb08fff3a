package org.jettyferry.cli.column;

import java.time.Duration;
import org.jettyferry.cli.output.JsonPrinter;
import org.jettyferry.cli.output.KeyValueWriter;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.jdbc.Database;
import org.jettyferry.update.column.ColumnChange;
import org.jettyferry.update.column.ColumnStatus;
import org.jettyferry.update.column.ColumnUpdate;
import picocli.CommandLine.Command;

/** The command {@code ferry column status}. */
@Command(
        sortOptions = false,
        description =
                "Shows how far the change of a column is, and in which copied rows the two columns disagree: the keys"
                        + " of the first 20. Reads the whole table, without locks. Changes nothing.",
        footer = {
            "",
            "Examples:",
            "  ferry column status columns/order-total.yaml",
            "  ferry column status columns/order-total.yaml --json"
        })
final class ColumnStatusCommand extends ColumnCommand {
    ColumnStatusCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    int run(Database connected, ColumnChange change) {
        ColumnStatus status = new ColumnUpdate(connected, Duration.ZERO).status(change);
        if (json) {
            JsonPrinter.print(out(), ColumnText.view(status));
        } else {
            KeyValueWriter writer = new KeyValueWriter(out());
            ColumnText.lines(status).forEach(writer::print);
        }
        return ExitCode.DONE;
    }
}
