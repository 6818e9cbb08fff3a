package org.jettyferry.cli.update;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jettyferry.cli.output.JsonPrinter;
import org.jettyferry.cli.terminal.CommonFlags;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.update.preflight.PreflightChecks;
import org.jettyferry.update.preflight.PreflightReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code ferry preflight}. */
@Command(
        sortOptions = false,
        description =
                "Runs all pre-flight checks of a site: whether the data of a schema are ready for its updates. Changes"
                        + " nothing, unless --repair is given.",
        footer = {
            "",
            "Examples:",
            "  ferry preflight --updates /opt/shop/updates",
            "  ferry preflight --all --json",
            "  ferry preflight shop_1 --repair --dry-run",
            "  ferry preflight shop_1 --repair"
        })
final class PreflightCommand extends SchemaCommand {
    @Mixin
    final UpdateFlags updates = new UpdateFlags();

    @Mixin
    final RepairFlags repair = new RepairFlags();

    @Option(names = "--json", description = CommonFlags.JSON_APART)
    boolean json;

    PreflightCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected void check() {
        super.check();
        repair.check();
    }

    @Override
    protected int run(Database connected) {
        PreflightChecks preflight = PreflightChecks.read(updates.read(invocation()));
        if (preflight.checks().isEmpty()) {
            err().println("The updates have no checks: updates.yaml has no key checks.");
        }
        List<SchemaChecks> all = new ArrayList<>();
        for (Map.Entry<String, Target> target : targets(connected).entrySet()) {
            SchemaChecks checked = checked(target, preflight);
            all.add(checked);
            if (checked.aborted()) {
                break;
            }
        }
        if (json) {
            JsonPrinter.print(
                    out(),
                    Map.of("schemata", all.stream().map(PreflightJson::view).toList()));
        }
        return SchemaChecks.exitCode(all);
    }

    private SchemaChecks checked(Map.Entry<String, Target> target, PreflightChecks preflight) {
        String schema = target.getKey();
        try {
            return checked(schema, target.getValue().connect(), preflight);
        } catch (OperatorException e) {
            if (!schemata.all) {
                throw e;
            }
            return SchemaChecks.unknown(schema, e.kind().exitCode(), tellFailed(schema, e));
        }
    }

    private SchemaChecks checked(String schema, Database database, PreflightChecks preflight) {
        PrintWriter log = json ? err() : out();
        PreflightText text = new PreflightText(log, schema, repair.repair);
        PreflightReport report = preflight.run(database);
        text.print(report);
        log.flush();
        if (!repair.repair) {
            return SchemaChecks.of(schema, report, 0, false);
        }
        RepairDialog dialog = new RepairDialog(database, repair, invocation().terminal(), log, err());
        boolean ended = dialog.repair(report.repairable());
        if (dialog.tried().isEmpty()) {
            return SchemaChecks.of(schema, report, 0, !ended);
        }
        PreflightReport after = preflight.again(database, report, dialog.tried());
        log.println();
        text.printAgain(after, dialog.tried());
        log.flush();
        return SchemaChecks.of(schema, after, dialog.repaired(), !ended);
    }
}
