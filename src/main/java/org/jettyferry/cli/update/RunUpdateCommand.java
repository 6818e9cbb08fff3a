package org.jettyferry.cli.update;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jettyferry.changelog.Doubt;
import org.jettyferry.cli.output.Formats;
import org.jettyferry.cli.output.JsonPrinter;
import org.jettyferry.cli.terminal.CommonFlags;
import org.jettyferry.cli.terminal.DurationConverter;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.update.SchemaUpdate;
import org.jettyferry.update.UpdateFolder;
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
            "  ferry run-update --all"
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
    }

    @Override
    protected int run(Database connected) {
        UpdateFolder folder = updates.read(invocation());
        return plan ? plan(connected, folder) : update(connected, folder);
    }

    private int plan(Database connected, UpdateFolder folder) {
        targets(connected).forEach((name, target) -> {
            out().println("-- " + name);
            out().print(new SchemaUpdate(target.connect()).plan(folder));
        });
        return ExitCode.DONE;
    }

    private int update(Database connected, UpdateFolder folder) {
        PrintWriter log = json ? err() : out();
        log.println("Running database management...");
        List<Map<String, Object>> results = new ArrayList<>();
        int failed = 0;
        for (Map.Entry<String, Target> target : targets(connected).entrySet()) {
            try {
                results.add(done(target.getKey(), run(target, folder, log)));
            } catch (OperatorException e) {
                if (!schemata.all) {
                    throw e;
                }
                failed++;
                results.add(failed(target.getKey(), e));
                err().println(target.getKey() + ": " + withoutSecrets(String.valueOf(e.getMessage())));
                err().println(withoutSecrets(e.remedy()));
            }
        }
        log.println("Database management finished");
        if (json) {
            JsonPrinter.print(out(), Map.of("schemata", results));
        }
        if (failed == 0) {
            return ExitCode.DONE;
        }
        return failed == results.size() ? ExitCode.ERROR : ExitCode.PARTLY;
    }

    private int run(Map.Entry<String, Target> target, UpdateFolder folder, PrintWriter log) {
        int ran = new SchemaUpdate(target.getValue().connect())
                .run(folder, patience, doubt(), new LogLines(log, target.getKey()));
        log.println(target.getKey() + ": "
                + (ran == 0 ? "up to date" : Formats.count(ran, "change set has run", "change sets have run")));
        log.flush();
        return ran;
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
        result.put("changeSets", ran);
        return result;
    }

    private Map<String, Object> failed(String schema, OperatorException e) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("schema", schema);
        result.put("state", ExitCode.jsonName(e.kind().exitCode()));
        result.put("message", withoutSecrets(String.valueOf(e.getMessage())));
        result.put("remedy", withoutSecrets(e.remedy()));
        return result;
    }
}
