package org.jettyferry.cli.terminal;

import java.util.Map;
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
     * @param roof what the help says of them
     * @param makers of all that are below it, by name
     * @param below the one that is called; all are made if it is none of them
     * @param invocation what each will find invocation it
     * @return the roof, for picocli
     */
    public static CommandLine of(
            CommandEntry.Group roof, Map<String, Function<Invocation, Object>> makers, String below, Invocation invocation) {
        String names = String.join("|", makers.keySet());
        CommandLine group = new CommandLine(new GroupCommand(names.replace("|", ", ")));
        group.getCommandSpec()
                .usageMessage()
                .description(roof.description())
                .synopsisSubcommandLabel(names)
                .footer(roof.footer().toArray(new String[0]));
        makers.forEach((name, maker) -> {
            if (name.equals(below) || !makers.containsKey(below)) {
                group.addSubcommand(name, maker.apply(invocation));
            }
        });
        return group;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say which: " + spec.qualifiedName() + " " + choices);
    }
}
