package org.jettyferry.cli.store;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.jettyferry.cli.output.JsonPrinter;
import org.jettyferry.cli.terminal.Confirmation;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.cli.terminal.Interruption;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.cli.terminal.UsageException;
import org.jettyferry.jdbc.Database;
import org.jettyferry.store.SessionStore;
import org.jettyferry.store.migrate.MigrationControl;
import org.jettyferry.store.migrate.MigrationResult;
import org.jettyferry.store.plan.MigrationOptions;
import org.jettyferry.store.plan.MigrationPlan;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code ferry upgrade} and {@code ferry downgrade} have in common: all but the direction. */
abstract class MigrationCommand extends StoreCommand {
    private final MigrationOptions.Direction direction;

    @Mixin
    private final MigrationFlags migrationFlags = new MigrationFlags();

    @Mixin
    private final RateLimitFlags rateLimitFlags = new RateLimitFlags();

    @Option(
            names = "--backup-dir",
            paramLabel = "DIR",
            description = "Write the old tables to a file there as well, before the swap.")
    Optional<Path> backupDir = Optional.empty();

    @Option(names = "--assume-stopped", description = "Ignore signs of nodes that are still alive.")
    boolean assumeStopped;

    @Option(
            names = "--ignore-publications",
            description = "Go on though a publication sends the tables of the run to its subscribers (PostgreSQL).")
    boolean ignorePublications;

    @Option(names = "--restart", description = "Throw an unfinished run away and begin anew.")
    boolean restart;

    @Option(names = "--yes", description = "Do not ask. Needed where nobody can be asked.")
    boolean yes;

    @Option(names = "--dry-run", description = "Only show the plan, as ferry plan does.")
    boolean dryRun;

    @Option(names = "--json", description = "Answer in JSON on standard output; all else goes to standard error.")
    boolean json;

    private volatile boolean started;

    MigrationCommand(Invocation invocation, MigrationOptions.Direction direction) {
        super(invocation);
        this.direction = direction;
    }

    @Override
    protected final void check() {
        migrationFlags.check(err());
        rateLimitFlags.check();
        if (backupDir.map(Path::toString).filter(String::isEmpty).isPresent()) {
            throw new UsageException("--backup-dir is empty", "Name a folder, or leave it out.");
        }
    }

    @Override
    final int run(Database connected, SessionStore store) {
        MigrationOptions options = migrationFlags.options(direction);
        if (!dryRun) {
            return migrate(connected, store, options);
        }
        try (Progress progress = Progress.on(err(), invocation().terminal())) {
            return printer(connected, store, out()).print(options, control(connected, store, progress), err(), json);
        }
    }

    private PlanPrinter printer(Database connected, SessionStore store, PrintWriter shown) {
        return new PlanPrinter(store, connected, rateLimitFlags.rateLimit(invocation().directory()), shown);
    }

    private MigrationControl control(Database connected, SessionStore store, Progress progress) {
        return new MigrationControl(
                rateLimitFlags.rateLimit(invocation().directory()),
                assumeStopped,
                restart,
                backupDir.map(invocation().directory()::resolve),
                plan -> confirmed(plan, connected, store),
                progress,
                heartbeats(connected),
                migrationFlags.maxQuarantined,
                ignorePublications);
    }

    private int migrate(Database connected, SessionStore store, MigrationOptions options) {
        long begin = System.nanoTime();
        Optional<MigrationResult> result;
        try (Progress progress = Progress.on(err(), invocation().terminal())) {
            MigrationControl control = control(connected, store, progress);
            result = Interruption.run(() -> store.migrate(options, control), () -> interrupted(progress));
        }
        return result.isPresent() ? report(result.get(), System.nanoTime() - begin) : ExitCode.ABORTED;
    }

    private boolean confirmed(MigrationPlan plan, Database connected, SessionStore store) {
        PrintWriter shown = json ? err() : out();
        printer(connected, store, shown).summary(plan);
        shown.println("(The statements: ferry plan " + direction.word() + ", with the same options.)");
        shown.println();
        shown.flush();
        started = new Confirmation(yes, invocation().terminal(), err())
                .ask("This will " + direction.word() + " the session store. Are all its nodes stopped?");
        return started;
    }

    private void interrupted(Progress progress) {
        progress.close();
        err().println(); // behind the ^C, which the terminal has put where the cursor was
        err().println("ferry: interrupted");
        err().println(
                        started
                                ? "No session is lost. Run the same command again: it goes on where it stopped."
                                : "Nothing was changed.");
        err().flush();
    }

    private int report(MigrationResult result, long nanos) {
        long millis = nanos / 1_000_000;
        if (json) {
            JsonPrinter.print(out(), MigrationJson.of(result, millis));
        } else {
            new MigrationText(out(), storeFlags()).print(result, millis);
        }
        return result.complete() ? ExitCode.DONE : ExitCode.PARTLY;
    }
}
