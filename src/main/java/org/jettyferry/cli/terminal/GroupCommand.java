package org.jettyferry.cli.terminal;

import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that is only a roof over others. */
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
     * A roof with its commands.
     *
     * @param description what they are about
     * @param choices the names, as whoever has named none is told of them
     * @param names all that are below it
     * @param below the one that is called; all are added if it is none of them
     * @param commands makes the command of a name
     * @return the roof, for picocli
     */
    public static CommandLine of(
            String description, String choices, List<String> names, String below, Function<String, Object> commands) {
        CommandLine group = new CommandLine(new GroupCommand(choices));
        group.getCommandSpec().usageMessage().description(description).synopsisSubcommandLabel("COMMAND");
        for (String name : names.contains(below) ? List.of(below) : names) {
            group.addSubcommand(name, commands.apply(name));
        }
        return group;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say which: " + spec.qualifiedName() + " " + choices);
    }
}
