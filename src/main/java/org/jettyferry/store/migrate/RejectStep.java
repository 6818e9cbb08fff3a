package org.jettyferry.store.migrate;

import java.sql.SQLException;
import java.util.Optional;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.plan.MigrationPlan;
import org.jettyferry.store.plan.RejectRule;

/**
 * Quarantines the rows that cannot be migrated whatever their blob is, so that the following statements need no
 * exceptions. One transaction: a second attempt begins by deleting what the first has quarantined.
 */
final class RejectStep implements Step {
    @Override
    public String words(MigrationPlan plan) {
        return "reject rows that cannot be migrated";
    }

    @Override
    public Run run(RunContext context, Run run) throws SQLException {
        if (!context.plan().keepsSessions()) {
            return context.complete(run, run.at(run.step().next()));
        }
        return context.transaction(() -> {
            Sql.update(
                    context.connection(),
                    "delete from " + context.journal().table("ferry_quarantine") + " where run_id = ?",
                    run.id());
            long quarantined = 0;
            for (RejectRule rejectRule :
                    RejectRule.of(context.plan(), context.statements(), context.dialect(), run.cutoff())) {
                quarantined += quarantine(context, run, rejectRule, quarantined);
            }
            Run.Tally tally = new Run.Tally(0, 0, 0, quarantined, 0, 0, 0, 0);
            Run next = run.with(run.step().next(), Optional.empty(), tally);
            return context.complete(run, next);
        });
    }

    /** Quarantines the rows of one rule, except those that an earlier rule has quarantined. */
    private static long quarantine(RunContext context, Run run, RejectRule rejectRule, long before)
            throws SQLException {
        for (String select : rejectRule.onlyIf()) {
            if (Sql.texts(context.connection(), select).isEmpty()) {
                return 0;
            }
        }
        String fresh = before == 0
                ? rejectRule.condition()
                : rejectRule.condition() + " and " + context.statements().notQuarantined();
        return Sql.update(
                context.connection(),
                context.statements().quarantine(run.id(), rejectRule.code(), rejectRule.reason(), fresh, run.cutoff()));
    }
}
