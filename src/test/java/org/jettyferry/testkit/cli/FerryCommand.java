package org.jettyferry.testkit.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jettyferry.cli.CommandLineHarness;
import org.jettyferry.cli.Ferry;
import org.jettyferry.testkit.servers.Scratch;
import org.jettyferry.testkit.servers.TestDatabase;

/**
 * A command line of the program, to be run in a process of its own as an operator would run it: from the jar if Maven has
 * built one for us, from the compiled classes in an IDE. Not thread-safe.
 */
public final class FerryCommand {
    /** Prefix of a command that must react to Ctrl-C; it would inherit that tests in the background ignore the signal. */
    public static final String HEARING = "env --default-signal=INT ";

    private final List<String> arguments;
    private final Map<String, String> environment = new TreeMap<>();
    private final List<String> javaOptions = new ArrayList<>();
    private Optional<PrintStream> echo = Optional.empty();
    private Optional<List<String>> instead = Optional.empty();

    private FerryCommand(List<String> arguments) {
        this.arguments = arguments;
    }

    /**
     * Begins a command.
     *
     * @param arguments what follows {@code ferry}
     * @return the command, connected to nothing
     */
    public static FerryCommand ferry(String... arguments) {
        return new FerryCommand(List.of(arguments));
    }

    /**
     * Begins a command of Liquibase's own command line, with the change log {@code changes.sql}.
     *
     * @param database the schema
     * @param directory where the change log is
     * @param command e.g. {@code update}
     * @return the command
     */
    public static FerryCommand liquibase(TestDatabase database, Path directory, String command) {
        return ferry().through(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        Scratch.buildDirectory().resolve("lib/*").toString(),
                        "liquibase.integration.commandline.LiquibaseCommandLine",
                        "--search-path=" + directory,
                        "--url=" + database.url(),
                        "--username=" + database.user(),
                        "--password=" + database.password(),
                        "--changelog-file=changes.sql",
                        "--analytics-enabled=false",
                        command);
    }

    /**
     * Connects it, through the environment: a password on a command line could be read by every user of the machine.
     *
     * @param database the session store
     * @return this
     */
    public FerryCommand on(TestDatabase database) {
        return environment("FERRY_URL", database.url())
                .environment("FERRY_USER", database.user())
                .environment("FERRY_PASSWORD", database.password());
    }

    /**
     * Sets an environment variable.
     *
     * @param name the variable
     * @param value its value
     * @return this
     */
    public FerryCommand environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /**
     * Adds an option of the Java machine.
     *
     * @param option e.g. {@code -Xmx64m}
     * @return this
     */
    public FerryCommand java(String option) {
        javaOptions.add(option);
        return this;
    }

    /**
     * Starts something else, which is to start the program.
     *
     * @param words the command and its arguments
     * @return this
     */
    public FerryCommand through(String... words) {
        instead = Optional.of(List.of(words));
        return this;
    }

    /**
     * Shows the command and all it says while it runs.
     *
     * @param to where
     * @return this
     */
    public FerryCommand echo(PrintStream to) {
        echo = Optional.of(to);
        return this;
    }

    /**
     * Starts it.
     *
     * @return the running process
     */
    public FerryProcess start() {
        ProcessBuilder builder = new ProcessBuilder(commandLine());
        builder.environment().putAll(environment);
        echo.ifPresent(out -> out.println("$ java -jar jetty-ferry.jar " + String.join(" ", arguments)));
        try {
            return new FerryProcess(builder.start(), echo, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts it on a terminal of its own, which shows both outputs as one. What is typed before it asks waits there.
     *
     * @return the running process
     */
    public FerryProcess startOnTerminal() {
        String words = commandLine().stream()
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" ", "exec " + HEARING, ""));
        ProcessBuilder builder = new ProcessBuilder("script", "-qec", words, "/dev/null");
        builder.environment().putAll(environment);
        try {
            return new FerryProcess(builder.start(), echo, true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Runs it to its end.
     *
     * @return what came of it
     */
    public FerryProcess.Outcome run() {
        try (FerryProcess process = start()) {
            return process.outcome();
        }
    }

    /**
     * Runs it to its end in the process of the test, which takes a tenth of the time. For what only prepares a test or
     * looks at what came of it; a command that is killed, stopped or must share nothing needs a process.
     *
     * @return what came of it
     */
    public FerryProcess.Outcome runHere() {
        CommandLineHarness ferry = new CommandLineHarness(Path.of("").toAbsolutePath());
        ferry.environment.putAll(environment);
        CommandLineHarness.Ended ended = ferry.run(arguments.toArray(String[]::new));
        return new FerryProcess.Outcome(
                ended.code(), ended.out().lines().toList(), ended.err().lines().toList());
    }

    private List<String> commandLine() {
        return instead.orElseGet(this::javaLine);
    }

    private List<String> javaLine() {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")); // as the start script does for most
        line.addAll(javaOptions);
        if (System.getProperty("ferry.build.directory") == null) {
            line.addAll(List.of("-cp", System.getProperty("java.class.path"), Ferry.class.getName()));
        } else {
            line.addAll(List.of(
                    "-jar", Scratch.buildDirectory().resolve("jetty-ferry.jar").toString()));
        }
        line.addAll(arguments);
        return line;
    }
}
