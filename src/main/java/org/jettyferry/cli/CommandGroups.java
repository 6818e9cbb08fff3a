package org.jettyferry.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Shows commands under headings, in the help of the command above them. */
final class CommandGroups {
    private final List<String> headings;
    private final List<List<String>> groups;

    /** @param groups names of commands; each has its heading */
    CommandGroups(List<String> headings, List<List<String>> groups) {
        this.headings = headings;
        this.groups = groups;
    }

    void show(CommandLine root) {
        root.getHelpSectionMap().remove(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING);
        root.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, this::text);
    }

    private String text(Help help) {
        Map<String, Help> others = new LinkedHashMap<>(help.subcommands());
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < groups.size(); i++) {
            Map<String, Help> group = new LinkedHashMap<>();
            groups.get(i)
                    .forEach(name -> Optional.ofNullable(others.remove(name)).ifPresent(one -> group.put(name, one)));
            text.append(String.format("%n%s%n", headings.get(i))).append(help.commandList(group));
        }
        return text.append(String.format("%nOther:%n"))
                .append(help.commandList(others))
                .toString();
    }
}
