package org.jettyferry.cli.registry;

import org.jettyferry.cli.terminal.CommonFlags;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that is only a roof over others. */
@Command
final class GroupCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Mixin
    final CommonFlags common = new CommonFlags();

    private GroupCommand() {}

    static CommandLine of(String description) {
        CommandLine group = new CommandLine(new GroupCommand());
        group.getCommandSpec().usageMessage().description(description).synopsisSubcommandLabel("COMMAND");
        return group;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "say which: " + spec.qualifiedName() + " "
                        + String.join(", ", spec.subcommands().keySet()));
    }
}
