package org.jettyferry.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Lists subcommands under headings in the help of their parent command. Picocli can list all of them under one heading
 * only, so this replaces its section. Commands without a heading follow under "Other".
 */
final class CommandGroups {
    private final Map<String, Set<String>> groups;

    /** @param groups names of commands by heading */
    CommandGroups(Map<String, Set<String>> groups) {
        this.groups = groups;
    }

    void install(CommandLine root) {
        root.getHelpSectionMap().remove(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING);
        root.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, this::text);
    }

    private String text(Help help) {
        Map<String, Help> others = new LinkedHashMap<>(help.subcommands());
        StringBuilder text = new StringBuilder();
        groups.forEach((heading, names) -> {
            Map<String, Help> group = new LinkedHashMap<>();
            names.forEach(name -> Optional.ofNullable(others.remove(name)).ifPresent(one -> group.put(name, one)));
            text.append(String.format("%n%s%n", heading)).append(help.commandList(group));
        });
        return text.append(String.format("%nOther:%n"))
                .append(help.commandList(others))
                .toString();
    }
}
