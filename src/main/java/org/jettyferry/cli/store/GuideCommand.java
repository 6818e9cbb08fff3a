package org.jettyferry.cli.store;

import java.io.PrintWriter;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.jdbc.Database;
import org.jettyferry.store.SessionStore;
import org.jettyferry.store.plan.ManualProcedure;
import org.jettyferry.store.plan.MigrationOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The command {@code ferry guide}. */
@Command(
        name = "guide",
        sortOptions = false,
        description =
                "Prints the vendors' manual procedure with the statements for the existing tables. That procedure drops"
                        + " all sessions; ferry upgrade and ferry downgrade keep them. Changes nothing.",
        footer = {
            "",
            "Examples:",
            "  ferry guide upgrade",
            "  ferry guide downgrade",
            "",
            "Ends with 3 if the table is not Jetty's."
        })
final class GuideCommand extends StoreCommand {
    @Parameters(
            paramLabel = "upgrade|downgrade",
            completionCandidates = OptionValues.Directions.class,
            description = "The direction.")
    @SuppressWarnings("NullAway.Init") // required
    MigrationOptions.Direction direction;

    GuideCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    int run(Database connected, SessionStore store) {
        ManualProcedure manualProcedure = store.guide(direction);
        PrintWriter out = out();
        out.println(manualProcedure.title());
        int number = 0;
        for (ManualProcedure.Step step : manualProcedure.steps()) {
            number++;
            out.println();
            out.println(number + ". " + step.what());
            for (String statement : step.statements()) {
                out.println();
                out.println(statement.strip().indent(3).stripTrailing() + ";");
            }
        }
        return ExitCode.DONE;
    }
}
