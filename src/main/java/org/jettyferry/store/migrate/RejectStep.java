package org.jettyferry.store.migrate;

import java.sql.SQLException;
import java.util.Optional;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.plan.RejectRule;

/** Sets aside the rows that can't be migrated whatever their blob is, so that what follows needs no exceptions. */
final class RejectStep implements Step {
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

    /** A row that more than one reason holds for is quarantined for the first of them. */
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
