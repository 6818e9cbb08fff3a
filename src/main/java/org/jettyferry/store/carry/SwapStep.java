package org.jettyferry.store.carry;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jettyferry.database.Dialect;
import org.jettyferry.database.Sql;
import org.jettyferry.database.TableName;
import org.jettyferry.store.detect.Fingerprint;
import org.jettyferry.store.journal.Backup;
import org.jettyferry.store.journal.Backups;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.journal.StoreException;
import org.jettyferry.store.plan.CarryPlan;
import org.jettyferry.store.plan.Names;
import org.jettyferry.store.plan.Swap;
import org.jettyferry.store.table.SessionTable;

/**
 * Puts the new tables in the place of the old ones, which stay as a backup. Where DDL takes part in transactions this is
 * one; elsewhere it is one RENAME TABLE, and the tables themselves tell whether it happened.
 */
final class SwapStep implements Step {
    private long begin;
    private long millis;
    private boolean renamed;

    /** How long the session table was locked or missing, in milliseconds. */
    long millis() {
        return millis;
    }

    /** Whether the tables have other names by now, and no rollback gives them back the old ones. */
    boolean stands() {
        return renamed;
    }

    @Override
    public Run run(Work work, Run run) throws SQLException {
        checkNothingChanged(work, run);
        List<String> renames = work.server().renames(Swap.of(work.plan()).forth());
        Run done = work.unit(() -> {
            recordBackups(work, run);
            work.journal().checkOwned(run);
            rename(work, renames);
            if (work.plan().keepsSessions()) {
                SessionTable columns = work.plan().evidence().sessions();
                checkAside(work.connection(), work.dialect(), Swap.of(work.plan()), columns, run.sourceCheck());
            }
            return work.ended(run, run.at(Run.Step.DONE));
        });
        millis = work.dialect().transactionalDdl() ? since(begin) : millis; // locked until the commit
        return done;
    }

    private void rename(Work work, List<String> renames) throws SQLException {
        begin = System.nanoTime();
        Sql.execute(work.connection(), renames);
        renamed = !work.dialect().transactionalDdl();
        millis = since(begin);
    }

    private static long since(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }

    private static void checkNothingChanged(Work work, Run run) throws SQLException {
        if (!isUpToDate(work, run)) {
            throw nodeIsAlive();
        }
    }

    /**
     * Looks at the old table once it is aside, where no node can write any more: one may have saved a session between the
     * last look and the swap. If so, and if the swap stands by itself, it is taken back.
     */
    static void checkAside(Connection connection, Dialect dialect, Swap swap, SessionTable columns, String expected)
            throws SQLException {
        String aside = Fingerprint.of(connection, dialect, columns, swap.names().oldSessions());
        if (aside.equals(expected)) {
            return;
        }
        if (!dialect.transactionalDdl()) {
            Sql.execute(connection, dialect.server(connection).renames(swap.back()));
        }
        throw nodeIsAlive();
    }

    /** Whether nobody has touched the old table, still in its place, since the run began. */
    static boolean isUpToDate(Work work, Run run) throws SQLException {
        SessionTable sessions = work.plan().evidence().sessions();
        return run.isUpToDate(Fingerprint.of(work.connection(), work.dialect(), sessions, sessions.name()));
    }

    /** What is said wherever that is found out. */
    static StoreException.VerificationFailed nodeIsAlive() {
        return new StoreException.VerificationFailed(
                "sessions were saved while they were carried: a node is alive",
                "Nothing was swapped, and Jetty's tables are as they were. Stop every node, then begin anew with"
                        + " --restart.");
    }

    private static void recordBackups(Work work, Run run) throws SQLException {
        Names names = work.plan().names();
        Backups backups = new Backups(work.connection(), work.dialect(), work.journal());
        backups.record(backup(work.plan(), names.sessions(), names.oldSessions(), run.sourceRows()));
        if (work.plan().evidence().ids().isPresent()) {
            long ids = Sql.number(
                    work.connection(), "select count(*) from " + names.ids().sql(work.dialect()));
            backups.record(backup(work.plan(), names.ids(), names.oldIds(), ids));
        }
    }

    private static Backup backup(CarryPlan plan, TableName original, TableName table, long rows) {
        return new Backup(
                plan.names().run(), plan.from().generation().id(), plan.from().release(), original, table, rows, 0);
    }
}
