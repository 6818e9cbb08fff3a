package org.jettyferry.cli.update;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jettyferry.cli.output.Formats;
import org.jettyferry.update.preflight.Check;
import org.jettyferry.update.preflight.CheckResult;
import org.jettyferry.update.preflight.CheckResult.Failed;
import org.jettyferry.update.preflight.CheckResult.NotNeeded;
import org.jettyferry.update.preflight.CheckResult.NotRun;
import org.jettyferry.update.preflight.FoundRows;
import org.jettyferry.update.preflight.PreflightReport;

/**
 * Shows the results of checks to people.
 *
 * @param repairs whether the command repairs, so that nobody has to hear of it
 */
record PreflightText(PrintWriter out, String schema, boolean repairs) {
    private static final String INDENT = "  ";

    void print(PreflightReport report) {
        out.println(schema + ": " + Formats.count(report.results().size(), "check", "checks"));
        report.results().forEach(this::print);
        out.println(schema + ": " + summary(report));
    }

    /** Shows the checks whose rows were repaired. */
    void printAgain(PreflightReport report, List<Check> tried) {
        out.println(schema + ": checked again");
        report.results().stream()
                .filter(result -> tried.contains(result.check()))
                .forEach(this::print);
        out.println(schema + ": " + summary(report));
    }

    private void print(CheckResult result) {
        Check check = result.check();
        String head = check.name() + " (" + check.severity() + ")";
        if (result.outcome() instanceof Failed failed) {
            out.println("FAILED   " + head + ": " + failed.deviation());
            lines(check.explanation());
            rows(failed.rows());
            remedy(check, failed.rows().count() > 0);
        } else if (result.outcome() instanceof NotRun notRun) {
            out.println("NOT RUN  " + head + ": " + notRun.error());
            lines(check.explanation());
            remedy(check, false);
        } else if (result.outcome() instanceof NotNeeded notNeeded) {
            out.println("no need  " + head + ": " + notNeeded.reason());
        } else {
            out.println("passed   " + head);
        }
    }

    private void rows(FoundRows rows) {
        RowTable.lines(rows.columns(), rows.first()).forEach(line -> out.println(INDENT + INDENT + line));
        long more = rows.count() - rows.first().size();
        if (more > 0) {
            out.println(INDENT + INDENT + "and " + Formats.count(more, "more row", "more rows"));
        }
    }

    private void remedy(Check check, boolean found) {
        lines("Remedy: " + check.remedy());
        if (found && check.repair().isPresent() && !repairs) {
            lines("Repair: ferry preflight --repair offers it for each row.");
        }
    }

    private void lines(String text) {
        text.lines().forEach(line -> out.println(INDENT + line));
    }

    private static String summary(PreflightReport report) {
        List<String> parts = new ArrayList<>();
        long failed = count(report, Failed.class);
        long notRun = count(report, NotRun.class);
        parts.add(report.results().size() - failed - notRun - count(report, NotNeeded.class) + " passed");
        parts.add(failed + " failed");
        if (notRun > 0) {
            parts.add(notRun + " could not run");
        }
        return String.join(", ", parts) + (report.stops() ? "; an update would be refused" : "; an update may run");
    }

    private static long count(PreflightReport report, Class<? extends CheckResult.Outcome> kind) {
        return report.results().stream()
                .filter(result -> kind.isInstance(result.outcome()))
                .count();
    }
}
