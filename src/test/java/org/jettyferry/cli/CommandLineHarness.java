package org.jettyferry.cli;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.cli.terminal.Terminal;
import picocli.CommandLine;

/** Runs the command line in the process of the test, with its own environment, folder and terminal. */
public final class CommandLineHarness {
    public final Map<String, String> environment = new HashMap<>();
    private final Deque<String> answers = new ArrayDeque<>();
    private final Path directory;
    private boolean terminal;
    private InputStream input = InputStream.nullInputStream();

    public CommandLineHarness(Path directory) {
        this.directory = directory;
    }

    /** Adds a terminal on which these lines are typed; then the input ends. */
    public CommandLineHarness typing(String... lines) {
        terminal = true;
        answers.addAll(List.of(lines));
        return this;
    }

    /** Sets standard input. */
    CommandLineHarness reading(String text) {
        input = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Runs a command to its end. */
    public Ended run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine = Commands.commandLine(invocation(), args);
        commandLine.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int code = Commands.run(commandLine, args);
        return new Ended(code, out.toString(), err.toString());
    }

    public Invocation invocation() {
        return new Invocation(environment, directory, new ScriptedTerminal(), input);
    }

    /** The exit code and the output of a command. */
    public record Ended(int code, String out, String err) {}

    private final class ScriptedTerminal implements Terminal {
        @Override
        public boolean interactive() {
            return terminal;
        }

        @Override
        public Optional<String> ask(String question) {
            return Optional.ofNullable(answers.poll());
        }

        @Override
        public Optional<String> askSecret(String question) {
            return ask(question);
        }
    }
}
