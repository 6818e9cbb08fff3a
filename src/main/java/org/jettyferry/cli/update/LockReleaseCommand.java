package org.jettyferry.cli.update;

import java.util.Map;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.jdbc.Database;
import org.jettyferry.update.SchemaLock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code ferry lock release}. */
@Command(
        sortOptions = false,
        description =
                "Frees the update lock of a schema whose holder is dead, stopped or cut off, and ends its sessions on the"
                        + " server, so that it can't write any more. Frees the row of another Liquibase program if no other"
                        + " session is connected that could write. Refuses if the holder lives. A run takes the lock of a"
                        + " dead holder of Ferry's own over by itself.",
        footer = {"", "Examples:", "  ferry lock release shop_1", "  ferry lock release --foreign"})
final class LockReleaseCommand extends SchemaCommand {
    @Option(
            names = "--foreign",
            description =
                    "Free the row of another Liquibase program even if it is not proved that it is dead: make sure.")
    boolean foreign;

    LockReleaseCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected int run(Database connected) {
        for (Map.Entry<String, Target> target : targets(connected).entrySet()) {
            new SchemaLock(target.getValue().connect()).release(foreign);
            out().println("The update lock of " + target.getKey() + " is free.");
        }
        return ExitCode.DONE;
    }
}
