package org.jettyferry.cli.store;

import org.jettyferry.cli.terminal.CommonFlags;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code ferry backup}: only a roof over its three commands. */
@Command(
        name = "backup",
        description = "The old tables that upgrades and downgrades have set aside.",
        synopsisSubcommandLabel = "list|restore|purge",
        footer = {"", "Examples:", "  ferry backup list", "  ferry backup purge --older-than 14d"})
final class BackupCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Mixin
    final CommonFlags common = new CommonFlags();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say which: ferry backup list, restore or purge");
    }
}
