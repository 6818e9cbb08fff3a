package org.jettyferry.cli.terminal;

import java.util.List;
import java.util.function.Function;

/**
 * A command in the table of all commands. Its place in the help, its group and its aliases follow from it. The factory
 * keeps start-up short: the class of a command is loaded only if it is called.
 *
 * @param path its words, such as {@code schema list}
 * @param aliases other single words for it
 * @param heading its heading in the help of {@code ferry}
 * @param maker makes the command for picocli
 */
public record CommandEntry(String path, List<String> aliases, String heading, Function<Invocation, Object> maker) {
    /** The heading of aliases. */
    public static final String ALIASES = "Aliases, named as in Open-Xchange:";

    /** Makes an entry without aliases. */
    public static CommandEntry of(String heading, String path, Function<Invocation, Object> maker) {
        return new CommandEntry(path, List.of(), heading, maker);
    }

    /** Returns its first word. */
    public String first() {
        return path.split(" ", 2)[0];
    }

    /** Returns its second word; empty if it has one only. */
    public String second() {
        return path.equals(first()) ? "" : path.substring(first().length() + 1);
    }

    /**
     * The first word of a group of subcommands.
     *
     * @param name the word
     * @param description what its subcommands are about
     * @param footer the end of its help, with examples
     */
    public record Group(String name, String description, List<String> footer) {}
}
