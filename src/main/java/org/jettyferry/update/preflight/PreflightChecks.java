package org.jettyferry.update.preflight;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.DatabaseException;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.update.UpdateFolder;
import org.jettyferry.update.UpdateListener;

/**
 * The checks of a site, which look at a schema before its updates run.
 *
 * @param checks in their declared order
 */
public record PreflightChecks(List<Check> checks) {
    /**
     * Reads the checks of a folder.
     *
     * @throws OperatorException if one is not valid, or two have the same name
     */
    public static PreflightChecks read(UpdateFolder updates) {
        List<Check> checks = new ArrayList<>();
        for (String file : updates.checks()) {
            Check check = CheckReader.read(updates.folder(), file);
            for (Check other : checks) {
                if (other.name().equals(check.name())) {
                    throw new OperatorException(
                            Kind.USAGE,
                            "the checks " + other.file() + " and " + file + " have the same name: " + check.name(),
                            "Give each a name of its own. Nothing was changed.");
                }
            }
            checks.add(check);
        }
        return new PreflightChecks(List.copyOf(checks));
    }

    /**
     * Runs all checks. Changes nothing.
     *
     * @throws DatabaseException if the connection breaks
     */
    public PreflightReport run(Database database) {
        return run(database, checks);
    }

    /** Runs some checks again and returns the report with their new results. Changes nothing. */
    public PreflightReport again(Database database, PreflightReport report, List<Check> some) {
        PreflightReport newer = report;
        for (CheckResult result : run(database, some).results()) {
            newer = newer.with(result);
        }
        return newer;
    }

    private static PreflightReport run(Database database, List<Check> checks) {
        if (checks.isEmpty()) {
            return new PreflightReport(List.of());
        }
        try (ReadOnlyQueries queries = new ReadOnlyQueries(database)) {
            CheckRun run = new CheckRun(database, queries);
            return new PreflightReport(checks.stream().map(run::run).toList());
        } catch (SQLException e) {
            throw DatabaseException.of(database.dialect(), "run the pre-flight checks", e);
        }
    }

    /**
     * Runs all checks before an update.
     *
     * @param listener hears of each check that has failed, also of those that don't stop the update
     * @throws OperatorException if one of severity error has failed
     */
    public void require(Database database, UpdateListener listener) {
        PreflightReport report = run(database);
        report.failures().forEach(result -> listener.tell(sentence(result)));
        if (report.stops()) {
            List<CheckResult> stopping =
                    report.results().stream().filter(CheckResult::stops).toList();
            throw new OperatorException(
                    Kind.REFUSED,
                    "pre-flight checks stop the update: "
                            + stopping.stream()
                                    .map(result -> result.check().name())
                                    .collect(Collectors.joining(", ")),
                    remedy(stopping));
        }
    }

    private static String sentence(CheckResult result) {
        String what = result.outcome() instanceof CheckResult.Failed failed
                ? "has failed: " + failed.deviation()
                : "could not run: " + ((CheckResult.NotRun) result.outcome()).error();
        Check check = result.check();
        return "the pre-flight check " + check.name() + " (" + check.severity() + ") " + what + ". "
                + oneLine(check.explanation());
    }

    private static String remedy(List<CheckResult> stopping) {
        String remedies = stopping.stream()
                .map(result ->
                        result.check().name() + ": " + oneLine(result.check().remedy()) + "\n")
                .collect(Collectors.joining());
        return remedies + "Nothing was changed. `ferry preflight` shows the rows, and `ferry preflight --repair` offers"
                + " repairs where a check has one. `ferry run-update --skip-checks` updates the schema as it is.";
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }
}
