package org.jettyferry.cli.store;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jettyferry.cli.output.JsonPrinter;
import org.jettyferry.cli.terminal.CommonFlags;
import org.jettyferry.cli.terminal.Confirmation;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.cli.terminal.Interruption;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.store.SessionStore;
import org.jettyferry.store.migrate.MigrationControl;
import org.jettyferry.store.migrate.MigrationResult;
import org.jettyferry.store.plan.MigrationOptions;
import org.jettyferry.store.plan.MigrationPlan;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The base of {@code ferry upgrade} and {@code ferry downgrade}, which differ in direction only.
 *
 * <p>The store calls back with the plan once all checks have passed; the operator confirms there. {@link #started}
 * decides what an interruption says, and another thread reads it.
 */
abstract class MigrationCommand extends StoreCommand {
    static final String HOW =
            "Builds new tables beside the old ones, fills them, verifies every row and then swaps them by"
                    + " rename. The old tables stay as a backup until ferry backup purge. After an interruption, the"
                    + " same command resumes.";

    static final String EXIT_CODES = "Exit codes: 0 done, 3 refused by a check (nothing changed), 4 done but rows were"
            + " quarantined (see ferry retry), 5 not confirmed at the prompt, 6 another run holds the lock, 1 any other"
            + " error.";

    private final MigrationOptions.Direction direction;

    @Mixin
    private final MigrationFlags migrationFlags = new MigrationFlags();

    @Mixin
    private final RateLimitFlags rateLimitFlags = new RateLimitFlags();

    @Option(
            names = "--backup-dir",
            paramLabel = "DIR",
            description = "Also write the old tables to a file in this folder, before the swap.")
    Optional<Path> backupDir = Optional.empty();

    @Option(
            names = "--live",
            description =
                    "Migrate while guests work on the store: nodes that reach it by the driver jdbc:ferry:. No other"
                            + " node may run.")
    boolean live;

    @Option(names = "--assume-stopped", description = CommonFlags.ASSUME_STOPPED)
    boolean assumeStopped;

    @Option(
            names = "--ignore-publications",
            description = "Run although a publication replicates the tables of the run to subscribers (PostgreSQL).")
    boolean ignorePublications;

    @Option(names = "--restart", description = "Discard an unfinished run and start again.")
    boolean restart;

    @Option(names = "--yes", description = CommonFlags.YES)
    boolean yes;

    @Option(names = "--dry-run", description = "Only show the plan, like ferry plan.")
    boolean dryRun;

    @Option(names = "--json", description = CommonFlags.JSON_APART)
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
            throw new OperatorException(Kind.USAGE, "--backup-dir is empty", "Name a folder, or omit the flag.");
        }
        if (live) {
            checkLive();
        }
    }

    private void checkLive() {
        if (backupDir.isPresent()) {
            throw new OperatorException(
                    Kind.USAGE,
                    "--backup-dir does not go with --live",
                    "The file would miss what guests save meanwhile. Write it before, or afterwards from the backup.");
        }
        List<String> unfit = migrationFlags.unfitForLive();
        if (!unfit.isEmpty()) {
            throw new OperatorException(
                    Kind.USAGE,
                    String.join(", ", unfit) + (unfit.size() == 1 ? " does" : " do") + " not go with --live",
                    "Guests would work on with what these change. Omit them, or stop all nodes and omit --live.");
        }
    }

    @Override
    final int run(Database connected, SessionStore store) {
        MigrationOptions asked = migrationFlags.options(direction);
        MigrationOptions options = live ? asked.asLive() : asked;
        if (!dryRun) {
            return migrate(connected, store, options);
        }
        try (Progress progress = Progress.on(notes(), invocation().terminal())) {
            return printer(connected, store, out()).print(options, control(connected, store, progress), err(), json);
        }
    }

    private PlanPrinter printer(Database connected, SessionStore store, PrintWriter shown) {
        return new PlanPrinter(
                store, connected, rateLimitFlags.rateLimit(invocation().directory()), shown);
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
        try (Progress progress = Progress.on(notes(), invocation().terminal())) {
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
                .ask("This will " + direction.word() + " the session store. Are all its nodes "
                        + (live ? "guests?" : "stopped?"));
        return started;
    }

    private void interrupted(Progress progress) {
        progress.close();
        err().println(); // end the line in which the terminal shows ^C
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
