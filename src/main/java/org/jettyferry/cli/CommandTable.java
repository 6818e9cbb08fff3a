package org.jettyferry.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jettyferry.cli.registry.RegistryCommands;
import org.jettyferry.cli.store.StoreCommands;
import org.jettyferry.cli.terminal.CommandEntry;
import org.jettyferry.cli.terminal.GroupCommand;
import org.jettyferry.cli.terminal.Invocation;

/** All commands but those of picocli; each is made when it is asked for. */
final class CommandTable {
    private final Invocation invocation;
    private final List<CommandEntry> entries = new ArrayList<>(StoreCommands.entries());

    CommandTable(Invocation invocation) {
        this.invocation = invocation;
        entries.addAll(RegistryCommands.entries());
    }

    /** The words that may stand behind {@code ferry}, by the heading under which the help shows them. */
    Map<String, Set<String>> words() {
        Map<String, Set<String>> words = new LinkedHashMap<>();
        for (CommandEntry entry : entries) {
            words.computeIfAbsent(entry.heading(), heading -> new LinkedHashSet<>())
                    .add(entry.first());
        }
        for (CommandEntry entry : entries) { // behind the others, whose heading may be theirs
            words.computeIfAbsent(CommandEntry.ALIASES, heading -> new LinkedHashSet<>())
                    .addAll(entry.aliases());
        }
        return words;
    }

    /**
     * A command, for picocli.
     *
     * @param word one of {@link #words}
     * @param below the one that is called below it; all of them if it is none
     * @return it, with what is below it
     */
    Object command(String word, String below) {
        Map<String, Function<Invocation, Object>> makers = new LinkedHashMap<>();
        for (CommandEntry entry : entries) {
            if (entry.path().equals(word) || entry.aliases().contains(word)) {
                return entry.maker().apply(invocation);
            }
            if (entry.first().equals(word)) {
                makers.put(entry.second(), entry.maker());
            }
        }
        return GroupCommand.of(group(word), makers, below, invocation);
    }

    private static CommandEntry.Group group(String word) {
        return Stream.of(StoreCommands.GROUPS, RegistryCommands.GROUPS)
                .flatMap(List::stream)
                .filter(roof -> roof.name().equals(word))
                .findFirst()
                .orElseThrow();
    }
}
