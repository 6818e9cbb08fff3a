package org.jettyferry.cli;

import java.util.concurrent.Callable;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.cli.terminal.Invocation;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code ferry}. */
@Command(
        name = "ferry",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        description = {
            "Migrates the session store of a Jetty cluster from one Jetty release to another, up or down, and loses no"
                    + " session.",
            "",
            "The usual path:",
            "  ferry detect               what is there",
            "  ferry plan upgrade --to 12 what would be done, statement by statement",
            "  ferry upgrade --to 12      do it, with all nodes stopped",
            "  ferry verify               read every session once more",
            "  ferry backup purge         days later: drop the old tables",
            "",
            "Also keeps the registry of a site that is updated schema by schema: which context lives where.",
            ""
        },
        footerHeading = "%n",
        footer = {
            "Which database: --url, --user and --password-file; or FERRY_URL, FERRY_USER and FERRY_PASSWORD in the"
                    + " environment; or ferry.url, ferry.user and ferry.password in ./server.properties.",
            "",
            "Exit codes:",
            "  0  done",
            "  1  an error",
            "  2  the command line or the settings were not understood",
            "  3  refused by a check before the first change",
            "  4  done in part: rows are quarantined, lines left out, or ferry verify found something",
            "  5  the operator did not say yes",
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
        } catch (Error e) { // before there is a command line that could say so
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
