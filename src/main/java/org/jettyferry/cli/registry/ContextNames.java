package org.jettyferry.cli.registry;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jettyferry.cli.output.Formats;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The contexts that a command is for: named one by one, or in a file. */
final class ContextNames {
    private static final int SHOWN = 5;

    @Parameters(arity = "0..*", paramLabel = "NAME", description = "The id of a context, or another of its names.")
    List<String> names = new ArrayList<>();

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description = "A file with a name in each line; - stands for standard input. Empty lines are skipped.")
    Optional<String> file = Optional.empty();

    /**
     * Returns them all, as they were given.
     *
     * @throws OperatorException if there are none, or the file cannot be read
     */
    List<String> all(Invocation invocation) {
        List<String> all = new ArrayList<>(names);
        file.ifPresent(from -> all.addAll(lines(invocation, from)));
        if (all.isEmpty()) {
            throw new OperatorException(
                    Kind.USAGE, "no context was named", "Name one or more, or a file: --from FILE.");
        }
        return all;
    }

    private static List<String> lines(Invocation invocation, String from) {
        try (InputStream input = from.equals("-")
                        ? invocation.input()
                        : Files.newInputStream(invocation.directory().resolve(from));
                BufferedReader reader = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new OperatorException(
                    Kind.USAGE, "could not read " + from, "Check its name and its permissions. Nothing was changed.");
        }
    }

    /** Returns what they are called in a sentence: {@code the context 42}, or how many with some of their names. */
    static String described(List<String> contexts) {
        if (contexts.size() == 1) {
            return "the context " + contexts.get(0);
        }
        String some = String.join(", ", contexts.subList(0, Math.min(SHOWN, contexts.size())));
        return Formats.number(contexts.size()) + " contexts (" + some + (contexts.size() > SHOWN ? ", …)" : ")");
    }

    /** Returns the same at the beginning of a sentence. */
    static String subject(List<String> contexts) {
        String text = described(contexts);
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
