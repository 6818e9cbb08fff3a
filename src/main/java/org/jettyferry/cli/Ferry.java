package org.jettyferry.cli;

import java.util.concurrent.Callable;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.cli.terminal.Invocation;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * The command {@code ferry}, and the entry point of the program.
 *
 * <p>{@link #main} ends the process itself, so that every command, also one that leaves a thread of a driver running,
 * ends with its exit code. Tests call {@link Commands} instead.
 */
@Command(
        name = "ferry",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        description = {
            "Migrates the session store of a Jetty cluster from one Jetty release to another, up or down, and loses no"
                    + " session.",
            "",
            "The usual path:",
            "  ferry detect               show what the database holds",
            "  ferry plan upgrade --to 12 show every statement that would run",
            "  ferry upgrade --to 12      migrate; stop all nodes first",
            "  ferry verify               read every session again and compare",
            "  ferry backup purge         some days later, drop the old tables",
            "",
            "Ferry also keeps the registry of a site that is updated schema by schema: which context lives on which"
                    + " server. ferry help COMMAND shows each command with examples.",
            ""
        },
        footerHeading = "%n",
        footer = {
            "Name the database with --url, --user and --password-file; or FERRY_URL, FERRY_USER and FERRY_PASSWORD in the"
                    + " environment; or ferry.url, ferry.user and ferry.password in ./server.properties.",
            "",
            "Exit codes:",
            "  0  done",
            "  1  error",
            "  2  invalid command line or settings",
            "  3  refused by a check; nothing was changed",
            "  4  done in part: rows were quarantined, lines were skipped, schemata failed, or ferry verify has findings",
            "  5  not confirmed at the prompt",
            "  6  another run holds the lock"
        })
public final class Ferry implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    Ferry() {}

    /**
     * Runs the command line and ends the process with its exit code.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    private static int run(String... args) {
        try {
            CommandLine commandLine = Commands.commandLine(Invocation.ofProcess(), args);
            TerminalCharset.set(commandLine, args);
            return Commands.run(commandLine, args);
        } catch (Error e) { // the command line could not be made
            Failure failure = ErrorText.of(e);
            System.err.println("ferry: " + failure.message());
            System.err.println(failure.remedy());
            return failure.exit();
        }
    }

    @Override
    public Integer call() {
        CommandLine commandLine = spec.commandLine();
        commandLine.getErr().println("ferry: no command was named");
        commandLine.usage(commandLine.getErr());
        return ExitCode.USAGE;
    }
}
