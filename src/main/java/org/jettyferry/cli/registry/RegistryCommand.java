package org.jettyferry.cli.registry;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jettyferry.cli.connection.ConnectionFlags;
import org.jettyferry.cli.connection.DatabaseCommand;
import org.jettyferry.cli.output.JsonPrinter;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.cli.terminal.UsageException;
import org.jettyferry.jdbc.ConnectionSettings;
import org.jettyferry.jdbc.Database;
import org.jettyferry.registry.Registry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A command that works on the registry. */
@Command(
        footerHeading = "%nWhere the registry has a database of its own, FERRY_REGISTRY_URL, FERRY_REGISTRY_USER and"
                + " FERRY_REGISTRY_PASSWORD come before the three above.%n")
abstract class RegistryCommand extends DatabaseCommand {
    @Mixin
    private final ConnectionFlags database = new ConnectionFlags();

    @Mixin
    private final OpenXchangeFlags ignored = new OpenXchangeFlags();

    RegistryCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected final ConnectionSettings connection(Invocation invocation) {
        return database.registry(invocation);
    }

    @Override
    protected final int run(Database connected) {
        return run(new Registry(connected));
    }

    /** The work; answers the exit code. */
    abstract int run(Registry registry);

    /** Why a list is empty where nobody has started. */
    final void warnIfNoRegistry(Registry registry) {
        if (!registry.exists()) {
            err().println("There is no registry in this database yet; the first ferry server register makes it.");
        }
    }

    /** Says what was done, in one sentence or in JSON. */
    final int answer(boolean json, Map<String, ?> view, String sentence) {
        if (json) {
            JsonPrinter.print(out(), view);
        } else {
            out().println(sentence);
        }
        return ExitCode.DONE;
    }

    /** The server that this machine's settings name, as its nodes read them. */
    final Optional<String> ownServer() {
        Map<String, String> files = database.allProperties(invocation());
        return Stream.of(
                        invocation().environment().getOrDefault("SERVER_NAME", ""),
                        files.getOrDefault("serverName", ""),
                        files.getOrDefault("SERVER_NAME", ""))
                .filter(name -> !name.isEmpty())
                .findFirst();
    }

    /** The one of two ways to say something that was used. */
    static String exactlyOne(String what, Optional<String> argument, Optional<String> flag) {
        if (argument.isPresent() == flag.isPresent()) {
            throw new UsageException(
                    argument.isPresent() ? "the " + what + " is given twice" : "the " + what + " is missing",
                    "Say it once; --help shows where.");
        }
        return argument.or(() -> flag).orElseThrow();
    }
}
