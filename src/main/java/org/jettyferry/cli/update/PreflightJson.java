package org.jettyferry.cli.update;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.update.preflight.Check;
import org.jettyferry.update.preflight.CheckResult;
import org.jettyferry.update.preflight.CheckResult.Failed;
import org.jettyferry.update.preflight.CheckResult.NotNeeded;
import org.jettyferry.update.preflight.CheckResult.NotRun;
import org.jettyferry.update.preflight.CheckResult.Outcome;
import org.jettyferry.update.preflight.FoundRows;

/** Shows the results of checks to programs. */
final class PreflightJson {
    private PreflightJson() {}

    static Map<String, Object> view(SchemaChecks checked) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("schema", checked.schema());
        view.put("state", ExitCode.jsonName(checked.code()));
        view.put("error", checked.error());
        view.put("repairedRows", checked.repaired());
        view.put(
                "checks",
                checked.report().stream()
                        .flatMap(report -> report.results().stream())
                        .map(PreflightJson::view)
                        .toList());
        return view;
    }

    private static Map<String, Object> view(CheckResult result) {
        Check check = result.check();
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("name", check.name());
        view.put("file", check.file());
        view.put("severity", check.severity());
        view.put("state", state(result.outcome()));
        view.put("expected", check.expected());
        view.put("message", message(result.outcome()));
        Optional<FoundRows> rows = rows(result.outcome());
        view.put("rows", rows.map(FoundRows::count));
        view.put("columns", rows.map(FoundRows::columns).orElse(List.of()));
        view.put("firstRows", rows.map(FoundRows::first).orElse(List.of()));
        view.put("explanation", check.explanation());
        view.put("remedy", check.remedy());
        view.put("hasRepair", check.repair().isPresent());
        return view;
    }

    private static String state(Outcome outcome) {
        if (outcome instanceof Failed) {
            return "failed";
        }
        if (outcome instanceof NotRun) {
            return "notRun";
        }
        return outcome instanceof NotNeeded ? "notNeeded" : "passed";
    }

    private static Optional<String> message(Outcome outcome) {
        if (outcome instanceof Failed failed) {
            return Optional.of(failed.deviation());
        }
        if (outcome instanceof NotRun notRun) {
            return Optional.of(notRun.error());
        }
        return outcome instanceof NotNeeded notNeeded ? Optional.of(notNeeded.reason()) : Optional.empty();
    }

    private static Optional<FoundRows> rows(Outcome outcome) {
        return outcome instanceof Failed failed ? Optional.of(failed.rows()) : Optional.empty();
    }
}
