package org.jettyferry.store.carry;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jettyferry.database.Dialect;
import org.jettyferry.database.Sql;
import org.jettyferry.database.TableName;
import org.jettyferry.database.WriteLock;
import org.jettyferry.store.detect.Fingerprint;
import org.jettyferry.store.detect.LiveNodes;
import org.jettyferry.store.journal.Backup;
import org.jettyferry.store.journal.Backups;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.journal.StoreException;
import org.jettyferry.store.plan.CarryPlan;
import org.jettyferry.store.plan.Names;
import org.jettyferry.store.plan.Swap;
import org.jettyferry.store.table.SessionTable;

/**
 * Puts the new tables in the place of the old ones, which stay as a backup. First writers are locked out and the old rows
 * compared with what was made of them; readers have to wait for the renames only. Where DDL takes part in transactions this is
 * one; elsewhere it is one RENAME TABLE, and the tables themselves tell whether it happened.
 */
final class SwapStep implements Step {
    private final SourceCheck sourceCheck;
    private long begin;
    private long millis;
    private boolean renamed;

    SwapStep(SourceCheck sourceCheck) {
        this.sourceCheck = sourceCheck;
    }

    /** How long the session table was out of reach for readers, in milliseconds. */
    long millis() {
        return millis;
    }

    /** Whether the tables have other names by now, and no rollback gives them back the old ones. */
    boolean stands() {
        return renamed;
    }

    @Override
    public Run run(Work work, Run run) throws SQLException {
        if (!work.control().assumeStopped()) {
            checkNodes(work);
        }
        List<String> renames = work.server().renames(Swap.of(work.plan()).forth());
        Run done = work.unit(() -> {
            try (WriteLock lock = lock(work)) {
                sourceCheck.check(work, run);
                recordBackups(work, run);
                work.journal().checkOwned(run);
                rename(work, lock, renames);
            }
            if (work.plan().keepsSessions() && renamed) {
                SessionTable columns = work.plan().evidence().sessions();
                checkAside(work.connection(), work.dialect(), Swap.of(work.plan()), columns, run.sourceCheck());
            }
            return work.ended(run, run.at(Run.Step.DONE));
        });
        millis = work.dialect().transactionalDdl() ? since(begin) : millis; // locked until the commit
        return done;
    }

    private static void checkNodes(Work work) throws SQLException {
        CarryPlan plan = work.plan();
        LiveNodes nodes = new LiveNodes(
                work.connection(),
                work.dialect(),
                plan.evidence(),
                work.control().heartbeats());
        Optional<String> signs = nodes.seen();
        if (signs.isPresent()) {
            throw new StoreException.Refused(
                    "nodes have come to life while the sessions were migrated: " + signs.get(),
                    "Nothing was swapped, and Jetty's tables are as they were. Stop every Jetty node of this store, then"
                            + " run the same command again: it goes on at the swap. If you know better, say"
                            + " --assume-stopped.");
        }
    }

    private static WriteLock lock(Work work) throws SQLException {
        return work.server().lockWrites(work.database(), work.plan().names().sessions());
    }

    private void rename(Work work, WriteLock lock, List<String> renames) throws SQLException {
        begin = System.nanoTime();
        boolean locked = lock.rename(renames);
        renamed = !work.dialect().transactionalDdl();
        millis = since(begin);
        if (!locked) {
            takeBack(work.connection(), work.dialect(), Swap.of(work.plan()));
            renamed = false;
            throw new StoreException.StepFailed(
                    "the connection that kept writers away from the old table broke during the swap, which was taken back");
        }
    }

    private static long since(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }

    /**
     * Looks at the old table once it is aside, where the swap stands by itself: a last look, should a save have slipped
     * through between the lock and the rename. If one has, the swap is taken back.
     */
    static void checkAside(Connection connection, Dialect dialect, Swap swap, SessionTable columns, String expected)
            throws SQLException {
        String aside = Fingerprint.of(connection, dialect, columns, swap.names().oldSessions());
        if (aside.equals(expected)) {
            return;
        }
        takeBack(connection, dialect, swap);
        throw SourceCheck.nodeIsAlive();
    }

    private static void takeBack(Connection connection, Dialect dialect, Swap swap) throws SQLException {
        Sql.execute(connection, dialect.server(connection).renames(swap.back()));
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
