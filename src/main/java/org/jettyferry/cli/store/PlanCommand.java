package org.jettyferry.cli.store;

import java.util.Optional;
import org.jettyferry.cli.terminal.CommonFlags;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.jdbc.Database;
import org.jettyferry.store.SessionStore;
import org.jettyferry.store.migrate.MigrationControl;
import org.jettyferry.store.migrate.RateLimit;
import org.jettyferry.store.plan.MigrationOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code ferry plan}. */
@Command(
        name = "plan",
        sortOptions = false,
        description = "Shows what an upgrade or downgrade would do, statement by statement. Changes nothing.",
        footer = {
            "",
            "Examples:",
            "  ferry plan upgrade --to 12",
            "  ferry plan downgrade --to 9.3 --json",
            "",
            "Ends with 3 if a run would be refused now; the reasons follow the plan."
        })
final class PlanCommand extends StoreCommand {
    @Parameters(
            paramLabel = "upgrade|downgrade",
            completionCandidates = OptionValues.Directions.class,
            description = "The direction.")
    @SuppressWarnings("NullAway.Init") // required
    MigrationOptions.Direction direction;

    @Mixin
    private final MigrationFlags migrationFlags = new MigrationFlags();

    @Option(names = "--json", description = CommonFlags.JSON)
    boolean json;

    PlanCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected void check() {
        migrationFlags.check(err());
    }

    @Override
    int run(Database connected, SessionStore store) {
        try (Progress progress = Progress.on(notes(), invocation().terminal())) {
            MigrationControl control = new MigrationControl(
                    RateLimit.full(),
                    false,
                    false,
                    Optional.empty(),
                    plan -> false,
                    progress,
                    heartbeats(connected),
                    migrationFlags.maxQuarantined,
                    false);
            return new PlanPrinter(store, connected, RateLimit.full(), out())
                    .print(migrationFlags.options(direction), control, err(), json);
        }
    }
}
