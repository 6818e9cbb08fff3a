package org.jettyferry.cli.store;

import java.util.List;
import org.jettyferry.cli.output.JsonPrinter;
import org.jettyferry.cli.terminal.CommonFlags;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.jdbc.Database;
import org.jettyferry.store.SessionStore;
import org.jettyferry.store.detect.Detection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code ferry detect}. */
@Command(
        name = "detect",
        sortOptions = false,
        description = "Shows what a session store is, with the evidence. Changes nothing.",
        footer = {
            "",
            "Examples:",
            "  ferry detect --url jdbc:postgresql://db/site --user jetty --ask-password",
            "  ferry detect --properties $JETTY_BASE/start.d/session-store-jdbc.ini",
            "  ferry detect --json",
            "",
            "Ends with 0 if it could read the database, with any result. Scripts read the field generation of --json:"
                    + " 1 (Jetty 7 to 9.3), 2 (Jetty 9.4 to 12.1), none, mixed or foreign."
        })
final class DetectCommand extends StoreCommand {
    private static final int TERMINAL_COLUMNS = 80;

    @Option(names = "--json", description = CommonFlags.JSON)
    boolean json;

    DetectCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    int run(Database connected, SessionStore store) {
        Detection detection = store.detect();
        List<String> guests = store.guests(detection);
        if (json) {
            JsonPrinter.print(out(), DetectJson.of(detection, connected, guests));
        } else {
            int columns = invocation().terminal().interactive() ? TERMINAL_COLUMNS : Integer.MAX_VALUE;
            new DetectText(out(), storeFlags(), columns).print(detection, connected, guests);
        }
        return ExitCode.DONE;
    }
}
