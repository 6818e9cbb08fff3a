package org.jettyferry.cli.update;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jettyferry.changelog.ChangeLogThreads;
import org.jettyferry.changelog.Doubt;
import org.jettyferry.cli.output.Formats;
import org.jettyferry.cli.output.JsonPrinter;
import org.jettyferry.cli.terminal.CommonFlags;
import org.jettyferry.cli.terminal.Confirmation;
import org.jettyferry.cli.terminal.DurationConverter;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.registry.Registry;
import org.jettyferry.update.PendingUpdate;
import org.jettyferry.update.SchemaUpdate;
import org.jettyferry.update.UpdateControl;
import org.jettyferry.update.UpdateFolder;
import org.jettyferry.update.preflight.PreflightChecks;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code ferry run-update}. */
@Command(
        sortOptions = false,
        description =
                "Brings a schema up to date: runs the updates of a folder that have not run there, in their declared order,"
                        + " each once. Run it before the nodes of a new version start. Killed at any instant, run it again.",
        footer = {
            "",
            "Examples:",
            "  ferry run-update --url jdbc:postgresql://db/shop_1 --updates /opt/shop/updates",
            "  ferry run-update shop_1 --plan",
            "  ferry run-update shop_1",
            "  ferry runupdate -n shop_1",
            "  ferry run-update --all --parallel 4",
            "  ferry run-update shop_1 --tag before-2.0",
            "  ferry run-update shop_1 --rollback-to before-2.0"
        })
final class RunUpdateCommand extends SchemaCommand {
    @Mixin
    final UpdateFlags updates = new UpdateFlags();

    @Option(
            names = {"--plan", "--dry-run"},
            description = "Only print the SQL of everything that would run. Changes nothing.")
    boolean plan;

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long to wait while another process updates the schema. Default: 10m.")
    Duration patience = Duration.ofMinutes(10);

    @Option(
            names = "--assume-applied",
            description = "Of a statement that a killed run has begun, and of which nobody can tell whether it has run:"
                    + " take it as run.")
    boolean assumeApplied;

    @Option(names = "--assume-not-applied", description = "Take it as not run, and run it.")
    boolean assumeNotApplied;

    @Option(
            names = "--accept-not-revertible",
            description = "Run updates that can't be taken back, though updates.yaml says notRevertible: refuse.")
    boolean acceptNotRevertible;

    @Option(names = "--tag", paramLabel = "TAG", description = "Set a tag behind what has run, for --rollback-to.")
    Optional<String> tag = Optional.empty();

    @Option(
            names = "--rollback-to",
            paramLabel = "TAG",
            description = "Take back the change sets that ran after this tag, the newest first. Lists them and asks.")
    Optional<String> rollbackTo = Optional.empty();

    @Option(names = "--yes", description = CommonFlags.YES)
    boolean yes;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            description = "How many schemata to update at the same time, with --all. Default: 2.")
    int parallel = 2;

    @Option(
            names = "--skip-checks",
            description = "Run no pre-flight checks: update the schema although its data may not be ready.")
    boolean skipChecks;

    @Option(names = "--json", description = CommonFlags.JSON_APART)
    boolean json;

    RunUpdateCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected void check() {
        super.check();
        if (assumeApplied && assumeNotApplied) {
            throw new OperatorException(
                    Kind.USAGE, "--assume-applied and --assume-not-applied exclude each other", "Use one of them.");
        }
        if (plan && json) {
            throw new OperatorException(Kind.USAGE, "--plan prints SQL, and not JSON", "Use one of the two flags.");
        }
        if (rollbackTo.isPresent() && (plan || json || schemata.all || tag.isPresent())) {
            throw new OperatorException(
                    Kind.USAGE, "--rollback-to works on one schema, and with --wait and --yes only", "Use it alone.");
        }
        if (parallel < 1 || parallel > 64) {
            throw new OperatorException(Kind.USAGE, "--parallel must be 1 to 64", "Servers take 2 to 4 well.");
        }
    }

    @Override
    protected int run(Database connected) {
        UpdateFolder folder = updates.read(invocation());
        if (rollbackTo.isPresent()) {
            return rollBack(connected, folder, rollbackTo.get());
        }
        return plan ? plan(connected, folder) : update(connected, folder);
    }

    private int plan(Database connected, UpdateFolder folder) {
        targets(connected).forEach((name, target) -> {
            SchemaUpdate update = new SchemaUpdate(target.connect());
            out().println("-- " + name);
            for (PendingUpdate lasting : update.status(folder).notRevertible()) {
                out().println("-- not revertible, so make a backup first: " + lasting.name());
            }
            out().print(update.plan(folder));
        });
        return ExitCode.DONE;
    }

    private int rollBack(Database connected, UpdateFolder folder, String to) {
        Map.Entry<String, Target> target =
                targets(connected).entrySet().iterator().next();
        SchemaUpdate update = new SchemaUpdate(target.getValue().connect());
        List<String> behind = update.behind(to);
        behind.forEach(name -> out().println(target.getKey() + ": takes back " + name));
        out().flush();
        if (!behind.isEmpty()
                && !new Confirmation(yes, invocation().terminal(), err())
                        .ask("This undoes the updates above, with the data that only they made room for.")) {
            return ExitCode.ABORTED;
        }
        int taken = update.rollBackTo(to, folder, control(connected), new LogLines(out(), target.getKey()));
        out().println(target.getKey() + ": took back " + Formats.count(taken, "change set", "change sets"));
        return ExitCode.DONE;
    }

    private int update(Database connected, UpdateFolder folder) {
        PreflightChecks preflight = preflight(folder);
        PrintWriter log = json ? err() : out();
        log.println("Running database management...");
        log.flush();
        VersionRecord versions = new VersionRecord(
                schemata.needRegistry() ? Optional.of(new Registry(connected)) : Optional.empty(), folder.version());
        UpdateJob job = new UpdateJob(folder, control(connected), preflight, versions, tag, log);
        List<Supplier<Map<String, Object>>> work = new ArrayList<>();
        targets(connected).forEach((name, target) -> work.add(() -> result(name, target, job)));
        List<Map<String, Object>> results = new ChangeLogThreads(parallel).each(work);
        log.println("Database management finished");
        if (json) {
            JsonPrinter.print(out(), Map.of("schemata", results));
        }
        long failed = results.stream()
                .filter(result -> !"done".equals(result.get("state")))
                .count();
        if (failed == 0) {
            return ExitCode.DONE;
        }
        return failed == results.size() ? ExitCode.ERROR : ExitCode.PARTLY;
    }

    @Override
    int sharedConnections() {
        return parallel;
    }

    private PreflightChecks preflight(UpdateFolder folder) {
        if (!skipChecks) {
            return PreflightChecks.read(folder);
        }
        err().println("Warning: --skip-checks: no pre-flight check runs, whatever the data are like.");
        return new PreflightChecks(List.of());
    }

    private UpdateControl control(Database connected) {
        return new UpdateControl(patience, doubt(), acceptNotRevertible, heartbeats(connected));
    }

    private Map<String, Object> result(String name, Target target, UpdateJob job) {
        try {
            return done(name, job.run(name, target));
        } catch (OperatorException e) {
            if (!schemata.all) {
                throw e;
            }
            return failed(name, e, tellFailed(name, e));
        }
    }

    private Doubt doubt() {
        if (assumeApplied) {
            return Doubt.ASSUME_APPLIED;
        }
        return assumeNotApplied ? Doubt.ASSUME_NOT_APPLIED : Doubt.ASK;
    }

    private static Map<String, Object> done(String schema, int ran) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("schema", schema);
        result.put("state", "done");
        result.put("updates", ran);
        return result;
    }

    private Map<String, Object> failed(String schema, OperatorException e, String message) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("schema", schema);
        result.put("state", ExitCode.jsonName(e.kind().exitCode()));
        result.put("message", message);
        result.put("remedy", withoutSecrets(e.remedy()));
        return result;
    }
}
