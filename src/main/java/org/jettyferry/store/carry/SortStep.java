package org.jettyferry.store.carry;

import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jettyferry.database.Sql;
import org.jettyferry.session.Generation;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.plan.CarryPlan;
import org.jettyferry.store.table.SessionColumn;

/** Sets aside the rows that can't be carried whatever their blob is, so that what follows needs no exceptions. */
final class SortStep implements Step {
    private static final Pattern WIDTH = Pattern.compile("\\((\\d+)\\)");

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
            long quarantined = nameless(work, run);
            quarantined += tooWide(work, run, quarantined);
            quarantined += twins(work, run, quarantined);
            Run.Tally tally = new Run.Tally(0, 0, 0, quarantined, 0, 0, 0);
            Run next = run.with(run.step().next(), Optional.empty(), tally);
            return work.ended(run, next);
        });
    }

    private static long nameless(Work work, Run run) throws SQLException {
        if (work.plan().evidence().sessions().generation() == Generation.TWO) {
            return 0;
        }
        String id = "s." + work.plan().evidence().sessions().sql(work.dialect(), SessionColumn.SESSION_ID);
        return quarantine(work, run, "NO_SESSION_ID", "the row has no session id", id + " is null", 0);
    }

    private static long tooWide(Work work, Run run, long before) throws SQLException {
        long rows = 0;
        for (SessionColumn column : new SessionColumn[] {SessionColumn.CONTEXT_PATH, SessionColumn.VIRTUAL_HOST}) {
            int width = width(work.plan().target().type(column));
            for (Map.Entry<String, String> change : changes(work.plan(), column).entrySet()) {
                if (change.getValue().length() > width) {
                    rows += quarantine(
                            work,
                            run,
                            "TOO_LONG",
                            "its " + column.defaultName() + " would be longer than " + width + " characters",
                            work.statements().columnIs(column, change.getKey()),
                            before + rows);
                }
            }
        }
        return rows;
    }

    private static Map<String, String> changes(CarryPlan plan, SessionColumn column) {
        return column == SessionColumn.CONTEXT_PATH
                ? plan.webApps().contextPaths()
                : plan.webApps().virtualHosts();
    }

    private static int width(String type) {
        Matcher width = WIDTH.matcher(type);
        return width.find() ? Integer.parseInt(width.group(1)) : Integer.MAX_VALUE;
    }

    /**
     * After {@code changeSessionId()} 9.3 keeps the old rowId, so two rows may be of one session; in generation 2 they may
     * where nodes of 11 and of 12 have used one table, and stored the root or a wildcard host each in its own form.
     */
    private static long twins(Work work, Run run, long before) throws SQLException {
        boolean possible = work.plan().evidence().sessions().generation() == Generation.ONE
                || work.plan().webApps().merging();
        if (!possible
                || !any(work, work.statements().anyShared())
                || !any(work, work.statements().anyTwins())) {
            return 0;
        }
        return quarantine(
                work,
                run,
                "TWIN",
                "another row of the same session, web application and host was used later",
                work.statements().isOlderTwin(run.cutoff()),
                before);
    }

    private static boolean any(Work work, String select) throws SQLException {
        return !Sql.texts(work.connection(), select).isEmpty();
    }

    /** A row that more than one reason holds for is quarantined for the first of them. */
    private static long quarantine(Work work, Run run, String code, String reason, String condition, long before)
            throws SQLException {
        String fresh = before == 0
                ? condition
                : condition + " and " + work.statements().notQuarantined();
        return Sql.update(work.connection(), work.statements().quarantine(run.id(), code, reason, fresh, run.cutoff()));
    }
}
