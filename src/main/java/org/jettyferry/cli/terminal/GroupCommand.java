package org.jettyferry.cli.terminal;

import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A group of subcommands, such as {@code ferry schema}. Called without one, it lists them. */
@Command
public final class GroupCommand implements Runnable {
    private final String choices;

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Mixin
    final CommonFlags common = new CommonFlags();

    private GroupCommand(String choices) {
        this.choices = choices;
    }

    /**
     * Makes a group for picocli.
     *
     * @param group its name and help
     * @param makers the factories of its subcommands, by name
     * @param called the subcommand that is called; all are made if the group does not have it
     * @param invocation given to each subcommand
     */
    public static CommandLine of(
            CommandEntry.Group group,
            Map<String, Function<Invocation, Object>> makers,
            String called,
            Invocation invocation) {
        String names = String.join("|", makers.keySet());
        CommandLine commandLine = new CommandLine(new GroupCommand(names.replace("|", ", ")));
        commandLine
                .getCommandSpec()
                .usageMessage()
                .description(group.description())
                .synopsisSubcommandLabel(names)
                .footer(group.footer().toArray(new String[0]));
        makers.forEach((name, maker) -> {
            if (name.equals(called) || !makers.containsKey(called)) {
                commandLine.addSubcommand(name, maker.apply(invocation));
            }
        });
        return commandLine;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "missing subcommand of " + spec.qualifiedName() + ": " + choices);
    }
}
