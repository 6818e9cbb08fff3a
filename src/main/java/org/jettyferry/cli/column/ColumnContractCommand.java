package org.jettyferry.cli.column;

import java.util.List;
import java.util.Optional;
import org.jettyferry.cli.store.LivingNodes;
import org.jettyferry.cli.terminal.CommonFlags;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.update.column.ColumnChange;
import org.jettyferry.update.column.ColumnStatus;
import org.jettyferry.update.column.ColumnUpdate;
import org.jettyferry.update.column.ColumnUsers;
import org.jettyferry.version.SchemaVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code ferry column contract}. */
@Command(
        sortOptions = false,
        description =
                "Drops the triggers and the OLD column. Refused in the release in which the column was expanded, while"
                        + " rows disagree, while a living node needs the old column, and while an index or a view uses it. It can't be"
                        + " undone. Killed at any instant, run it again.",
        footer = {
            "",
            "Examples:",
            "  ferry column contract columns/order-total.yaml --release 2.5 --dry-run",
            "  ferry column contract columns/order-total.yaml --release 2.5"
        })
final class ColumnContractCommand extends ColumnCommand {
    @Mixin
    final WaitFlag wait = new WaitFlag();

    @Option(names = "--release", required = true, paramLabel = "RELEASE", description = "The release that runs now.")
    String release = "";

    @Option(
            names = "--accept-same-release",
            description =
                    "Contract although the column was expanded in this release. Nodes of the release before can't come"
                            + " back then.")
    boolean acceptSame;

    @Option(
            names = "--schema-version",
            paramLabel = "VERSION",
            description =
                    "The version of the schema without the old column. Living nodes of the registry must say that they"
                            + " work with it (schemaVersions).")
    Optional<String> version = Optional.empty();

    @Option(names = "--assume-stopped", description = CommonFlags.ASSUME_STOPPED)
    boolean assumeStopped;

    @Option(names = "--dry-run", description = "Only check, and print the SQL. Changes nothing.")
    boolean dryRun;

    ColumnContractCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    int run(Database connected, ColumnChange change) {
        ColumnUpdate update = new ColumnUpdate(connected, wait.patience);
        ColumnUsers nodes = assumeStopped
                ? ignored -> List.of()
                : new RegisteredNodes(
                        new LivingNodes(registryBeside(), connected), version.map(ColumnContractCommand::parsed));
        if (dryRun) {
            return printSql(update.contractPlan(change, release, acceptSame, nodes));
        }
        ColumnStatus status = update.contract(change, release, acceptSame, nodes, new ColumnLog(log()));
        return answer(
                "Contracted: " + status.table() + " has the column " + status.newColumn() + " alone; "
                        + status.oldColumn() + " and the triggers are gone.",
                status);
    }

    private static SchemaVersion parsed(String version) {
        try {
            return SchemaVersion.parse(version);
        } catch (IllegalArgumentException e) {
            throw new OperatorException(
                    Kind.USAGE, "--schema-version: " + e.getMessage(), "A version is one like 7 or 7.1.");
        }
    }
}
