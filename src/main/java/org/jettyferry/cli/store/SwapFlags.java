package org.jettyferry.cli.store;

import java.io.PrintWriter;
import java.util.List;
import org.jettyferry.cli.terminal.CommonFlags;
import org.jettyferry.cli.terminal.Confirmation;
import org.jettyferry.jdbc.Database;
import org.jettyferry.store.journal.MigrationListener;
import org.jettyferry.store.recover.SwapControl;
import picocli.CommandLine.Option;

/** The flags of {@code ferry repair} and {@code ferry backup restore}, which only rename tables and move no row. */
final class SwapFlags {
    @Option(names = "--assume-stopped", description = CommonFlags.ASSUME_STOPPED)
    boolean assumeStopped;

    @Option(names = "--yes", description = CommonFlags.YES)
    boolean yes;

    @Option(names = "--json", description = CommonFlags.JSON_APART)
    boolean json;

    SwapControl control(StoreCommand command, Database connected, String question, MigrationListener listener) {
        return new SwapControl(
                assumeStopped,
                statements -> confirmed(command, question, statements),
                listener,
                command.heartbeats(connected));
    }

    private boolean confirmed(StoreCommand command, String question, List<String> statements) {
        PrintWriter out = json ? command.err() : command.out();
        out.println("Statements, in this order:");
        for (String statement : statements) {
            out.println("  " + statement + ";");
        }
        out.flush();
        return new Confirmation(yes, command.invocation().terminal(), command.err()).ask(question);
    }
}
