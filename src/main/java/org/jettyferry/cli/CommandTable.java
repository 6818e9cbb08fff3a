package org.jettyferry.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jettyferry.cli.column.ColumnCommands;
import org.jettyferry.cli.registry.RegistryCommands;
import org.jettyferry.cli.rolling.RollingCommands;
import org.jettyferry.cli.store.StoreCommands;
import org.jettyferry.cli.terminal.CommandEntry;
import org.jettyferry.cli.terminal.GroupCommand;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.cli.update.UpdateCommands;

/**
 * The commands of {@code ferry}, except for {@code help} and {@code generate-completion}. Each is made on demand only:
 * a {@link CommandEntry} holds a factory.
 */
final class CommandTable {
    private final Invocation invocation;
    private final List<CommandEntry> entries = new ArrayList<>(StoreCommands.entries());

    CommandTable(Invocation invocation) {
        this.invocation = invocation;
        entries.addAll(RegistryCommands.entries());
        entries.addAll(UpdateCommands.entries());
        entries.addAll(ColumnCommands.entries());
        entries.addAll(RollingCommands.entries());
    }

    /** Returns the first words of all commands, and their aliases, by the heading of the help that lists them. */
    Map<String, Set<String>> words() {
        Map<String, Set<String>> words = new LinkedHashMap<>();
        for (CommandEntry entry : entries) {
            words.computeIfAbsent(entry.heading(), heading -> new LinkedHashSet<>())
                    .add(entry.first());
        }
        for (CommandEntry entry : entries) { // after the loop above: an entry may have the aliases' heading as its own
            words.computeIfAbsent(CommandEntry.ALIASES, heading -> new LinkedHashSet<>())
                    .addAll(entry.aliases());
        }
        return words;
    }

    /**
     * Makes a command for picocli, with its subcommands if it is a group.
     *
     * @param word one of {@link #words}
     * @param subcommand the subcommand that is called; all are made if it is not one of the group
     */
    Object command(String word, String subcommand) {
        Map<String, Function<Invocation, Object>> makers = new LinkedHashMap<>();
        for (CommandEntry entry : entries) {
            if (entry.path().equals(word) || entry.aliases().contains(word)) {
                return entry.maker().apply(invocation);
            }
            if (entry.first().equals(word)) {
                makers.put(entry.second(), entry.maker());
            }
        }
        return GroupCommand.of(group(word), makers, subcommand, invocation);
    }

    private static CommandEntry.Group group(String word) {
        return Stream.of(StoreCommands.GROUPS, RegistryCommands.GROUPS, UpdateCommands.GROUPS, ColumnCommands.GROUPS)
                .flatMap(List::stream)
                .filter(group -> group.name().equals(word))
                .findFirst()
                .orElseThrow();
    }
}
