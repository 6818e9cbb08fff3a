package org.jettyferry.store.migrate;

import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.store.journal.Quarantine;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.plan.Forecast;
import org.jettyferry.store.plan.MigrationPlan;

/**
 * Refuses a run that would log too many users out: before it begins, by the forecast, and before it swaps, by the
 * count.
 *
 * <p>A high share of quarantined rows rarely means broken sessions. More often the nodes write their sessions in a form
 * of their own, for example compressed, which the codec cannot read.
 */
final class QuarantineCheck {
    private QuarantineCheck() {}

    /** Returns the refusal of a run whose forecast exceeds the limit. */
    static Optional<OperatorException> byForecast(MigrationPlan plan, QuarantineLimit limit) {
        Forecast forecast = plan.forecast();
        long rows = plan.rowsToMigrate();
        long allowed = limit.allowed(rows);
        return forecast.estimated(rows) <= allowed
                ? Optional.empty()
                : Optional.of(new OperatorException(
                        Kind.REFUSED,
                        "too many sessions would be quarantined: "
                                + (forecast.all() ? "" : "about ") + forecast.estimated(rows) + " of " + rows + " ("
                                + forecast.reasons() + (forecast.all() ? "" : " in a sample of " + forecast.sampled())
                                + "), and " + allowed(allowed, limit),
                        forecast.advice() + " To continue anyway, add --max-quarantined=N or N%. Nothing was changed."
                                + " Start no node of Jetty " + plan.to().release() + " yet."));
    }

    /**
     * Checks the count of a run; called before each step after FILL.
     *
     * @throws OperatorException if too many sessions are in quarantine
     */
    static void check(RunContext context, Run run) throws SQLException {
        QuarantineLimit limit = context.control().maxQuarantined();
        long rows = run.tally().settled();
        long allowed = limit.allowed(rows);
        if (run.tally().quarantined() <= allowed) {
            return;
        }
        Map<String, Long> codes = new Quarantine(context.connection(), context.journal()).codes(run.id());
        codes.keySet().removeAll(Quarantine.HOPELESS); // no user could use these sessions anyway
        long quarantined = codes.values().stream().mapToLong(Long::longValue).sum();
        if (quarantined > allowed) {
            throw tooMany(run, codes, quarantined + " of " + rows, allowed(allowed, limit), context.plan());
        }
    }

    private static OperatorException tooMany(
            Run run, Map<String, Long> codes, String share, String allowed, MigrationPlan plan) {
        String reasons = codes.entrySet().stream()
                .map(code -> code.getKey() + " " + code.getValue())
                .collect(Collectors.joining(", "));
        return new OperatorException(
                Kind.REFUSED,
                "too many sessions were quarantined: " + share + " (" + reasons + "), and " + allowed,
                "Nothing was swapped: Jetty's tables are as they were, and run " + run.id()
                        + " is kept. The same command with --max-quarantined=N or N% goes on with it; with --restart and"
                        + " other options (--blobs copy, --drop-attribute, --rename) it begins anew. The reasons stand in"
                        + " ferry_quarantine. Start no node of Jetty "
                        + plan.to().release() + " yet.");
    }

    private static String allowed(long allowed, QuarantineLimit limit) {
        return (limit.byDefault() ? "the default of --max-quarantined allows " : "--max-quarantined allows ") + allowed;
    }
}
