package org.jettyferry.store.carry;

import java.sql.SQLException;
import java.util.Optional;
import org.jettyferry.database.Sql;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.plan.Sorting;

/** Sets aside the rows that can't be carried whatever their blob is, so that what follows needs no exceptions. */
final class SortStep implements Step {
    @Override
    public Run run(Work work, Run run) throws SQLException {
        if (!work.plan().keepsSessions()) {
            return work.ended(run, run.at(run.step().next()));
        }
        return work.transaction(() -> {
            Sql.update(
                    work.connection(),
                    "delete from " + work.journal().table("ferry_quarantine") + " where run_id = ?",
                    run.id());
            long quarantined = 0;
            for (Sorting sorting : Sorting.of(work.plan(), work.statements(), work.dialect(), run.cutoff())) {
                quarantined += quarantine(work, run, sorting, quarantined);
            }
            Run.Tally tally = new Run.Tally(0, 0, 0, quarantined, 0, 0, 0, 0);
            Run next = run.with(run.step().next(), Optional.empty(), tally);
            return work.ended(run, next);
        });
    }

    /** A row that more than one reason holds for is quarantined for the first of them. */
    private static long quarantine(Work work, Run run, Sorting sorting, long before) throws SQLException {
        for (String select : sorting.onlyIf()) {
            if (Sql.texts(work.connection(), select).isEmpty()) {
                return 0;
            }
        }
        String fresh = before == 0
                ? sorting.condition()
                : sorting.condition() + " and " + work.statements().notQuarantined();
        return Sql.update(
                work.connection(),
                work.statements().quarantine(run.id(), sorting.code(), sorting.reason(), fresh, run.cutoff()));
    }
}
