package org.jettyferry.cli.registry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jettyferry.cli.connection.ConnectionFlags;
import org.jettyferry.cli.connection.DatabaseCommand;
import org.jettyferry.cli.output.JsonPrinter;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.jdbc.ConnectionSettings;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.registry.Registry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * The base of the commands on the registry. Subclasses implement {@link #run(Registry)} and end with {@link #answer} or
 * a list. Values come as an argument in Ferry's syntax or as a flag in Open-Xchange's; see {@link #exactlyOne}.
 */
@Command(
        footerHeading = "%nIf the registry has a database of its own, FERRY_REGISTRY_URL, FERRY_REGISTRY_USER and"
                + " FERRY_REGISTRY_PASSWORD come before the variables above.%n")
abstract class RegistryCommand extends DatabaseCommand {
    @Mixin
    private final ConnectionFlags database = new ConnectionFlags();

    @Mixin
    private final OpenXchangeFlags ignored = new OpenXchangeFlags();

    RegistryCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected ConnectionSettings connection(Invocation invocation) {
        return database.registry(invocation);
    }

    /** Returns the connection to a schema, for a command that can do without a registry. */
    final ConnectionSettings schemaConnection(Invocation invocation) {
        return database.connection(invocation);
    }

    @Override
    protected int run(Database connected) {
        return run(new Registry(connected));
    }

    /** Runs the command and returns its exit code. */
    abstract int run(Registry registry);

    /** Explains an empty list where the registry has no tables yet. */
    final void warnIfNoRegistry(Registry registry) {
        if (!registry.exists()) {
            err().println("There is no registry in this database yet; ferry server register creates it.");
        }
    }

    /** Prints the result as one sentence or as JSON, and returns the exit code for success. */
    final int answer(boolean json, Map<String, ?> view, String sentence) {
        if (json) {
            JsonPrinter.print(out(), view);
        } else {
            out().println(sentence);
        }
        return ExitCode.DONE;
    }

    /**
     * Prints the result as {@link #answer(boolean, Map, String)} does, with warnings: to standard error, and in JSON
     * as a list too.
     */
    final int answer(boolean json, Map<String, ?> view, String sentence, List<String> warnings) {
        warnings.forEach(warning -> err().println("Warning: " + warning.replace("\n", System.lineSeparator())));
        Map<String, Object> whole = new LinkedHashMap<>(view);
        whole.put(
                "warnings",
                warnings.stream().map(warning -> warning.replace('\n', ' ')).toList());
        return answer(json, whole, sentence);
    }

    /** Returns the server that the settings of this machine name, in the order of the nodes. */
    final Optional<String> ownServer() {
        Map<String, String> files = database.allProperties(invocation());
        return Stream.of(
                        invocation().environment().getOrDefault("SERVER_NAME", ""),
                        files.getOrDefault("serverName", ""),
                        files.getOrDefault("SERVER_NAME", ""))
                .filter(name -> !name.isEmpty())
                .findFirst();
    }

    /** Returns a value that may be given as an argument or as a flag, but not as both. */
    static String exactlyOne(String what, Optional<String> argument, Optional<String> flag) {
        if (argument.isPresent() == flag.isPresent()) {
            throw new OperatorException(
                    Kind.USAGE,
                    argument.isPresent() ? "the " + what + " is given twice" : "the " + what + " is missing",
                    "Give it once; --help shows where.");
        }
        return argument.or(() -> flag).orElseThrow();
    }
}
