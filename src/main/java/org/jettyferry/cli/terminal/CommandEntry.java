package org.jettyferry.cli.terminal;

import java.util.List;
import java.util.function.Function;

/**
 * A command, in the table of all of them. The help, the commands above commands and the laziness with which they are made all
 * follow from it.
 *
 * @param path its words, as {@code schema list}
 * @param aliases single words that mean the same
 * @param heading what the help of {@code ferry} shows it under
 * @param maker makes the command, for picocli
 */
public record CommandEntry(String path, List<String> aliases, String heading, Function<Invocation, Object> maker) {
    /** The heading of those that only have another name here. */
    public static final String ALIASES = "The same, as Open-Xchange calls it:";

    /** A command without an alias. */
    public static CommandEntry of(String heading, String path, Function<Invocation, Object> maker) {
        return new CommandEntry(path, List.of(), heading, maker);
    }

    /** The word behind {@code ferry}. */
    public String first() {
        return path.split(" ", 2)[0];
    }

    /** The word behind that; empty where there is none. */
    public String second() {
        return path.equals(first()) ? "" : path.substring(first().length() + 1);
    }

    /**
     * A word that only stands above commands.
     *
     * @param name the word
     * @param description what they are about
     * @param footer the end of its help
     */
    public record Group(String name, String description, List<String> footer) {}
}
