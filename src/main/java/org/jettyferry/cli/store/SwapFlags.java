package org.jettyferry.cli.store;

import java.io.PrintWriter;
import java.util.List;
import org.jettyferry.cli.terminal.Confirmation;
import org.jettyferry.jdbc.Database;
import org.jettyferry.store.journal.MigrationListener;
import org.jettyferry.store.recover.SwapControl;
import picocli.CommandLine.Option;

/** How to go about a command that only renames tables. */
final class SwapFlags {
    @Option(names = "--assume-stopped", description = "Ignore signs of nodes that are still alive.")
    boolean assumeStopped;

    @Option(names = "--yes", description = "Do not ask. Needed where nobody can be asked.")
    boolean yes;

    @Option(names = "--json", description = "Answer in JSON on standard output; all else goes to standard error.")
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
        out.println("Statements, in their order:");
        for (String statement : statements) {
            out.println("  " + statement + ";");
        }
        out.flush();
        return new Confirmation(yes, command.invocation().terminal(), command.err()).ask(question);
    }
}
