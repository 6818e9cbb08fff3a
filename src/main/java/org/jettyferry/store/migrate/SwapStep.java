package org.jettyferry.store.migrate;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.jdbc.WriteLock;
import org.jettyferry.store.detect.Fingerprint;
import org.jettyferry.store.detect.LiveNodes;
import org.jettyferry.store.journal.Backup;
import org.jettyferry.store.journal.Backups;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.journal.StoreErrors;
import org.jettyferry.store.plan.MigrationPlan;
import org.jettyferry.store.plan.RunTableNames;
import org.jettyferry.store.plan.Swap;
import org.jettyferry.store.table.SessionTable;

/**
 * Puts the new tables in the place of the old ones, which stay as a backup.
 *
 * <pre>{@code
 *   lock writers out      nodes can still read
 *   compare               old rows with what was made of them
 *   record the backups    in the journal
 *   rename                t to t_b, t_n to t; readers wait for this only
 *   look at t_b           where the rename commits at once: undo if a save slipped in
 * }</pre>
 *
 * <p>Where DDL is transactional, all of it is one transaction and readers wait until the commit. Elsewhere it is one
 * {@code RENAME TABLE}, and after a lost connection the names of the tables show whether it happened.
 *
 * <p>On MySQL and MariaDB another connection holds the lock, because {@code RENAME TABLE} is refused under a lock of
 * its own session. The look at the old table afterwards does not rely on that connection.
 */
final class SwapStep implements Step {
    private final SourceCheck sourceCheck;
    private long begin;
    private long millis;
    private boolean renamed;

    SwapStep(SourceCheck sourceCheck) {
        this.sourceCheck = sourceCheck;
    }

    /** Returns how long the session table was unavailable for readers, in milliseconds. */
    long millis() {
        return millis;
    }

    /** Returns whether the tables are renamed and no rollback can undo it. */
    boolean isRenamed() {
        return renamed;
    }

    @Override
    public Run run(RunContext context, Run run) throws SQLException {
        if (!context.control().assumeStopped()) {
            checkNodes(context);
        }
        List<String> renames = context.server().renames(Swap.of(context.plan()).forth());
        Run done = context.unit(() -> {
            try (WriteLock lock = lock(context)) {
                sourceCheck.check(context, run);
                recordBackups(context, run);
                context.journal().checkOwned(run);
                rename(context, lock, renames);
            }
            if (context.plan().keepsSessions() && renamed) {
                SessionTable columns = context.plan().evidence().sessions();
                checkAside(
                        context.connection(), context.dialect(), Swap.of(context.plan()), columns, run.sourceCheck());
            }
            return context.complete(run, run.at(Run.Step.DONE));
        });
        millis = context.dialect().transactionalDdl() ? since(begin) : millis; // locked until the commit
        return done;
    }

    private static void checkNodes(RunContext context) throws SQLException {
        MigrationPlan plan = context.plan();
        LiveNodes nodes = new LiveNodes(
                context.connection(),
                context.dialect(),
                plan.evidence(),
                context.control().heartbeats());
        Optional<String> signs = nodes.seen();
        if (signs.isPresent()) {
            throw new OperatorException(
                    Kind.REFUSED,
                    "nodes were started while the sessions were migrated: " + signs.get(),
                    "Nothing was swapped, and Jetty's tables are as they were. Stop every Jetty node of this store, then"
                            + " run the same command again: it resumes at the swap. If you are sure that none runs, add"
                            + " --assume-stopped.");
        }
    }

    private static WriteLock lock(RunContext context) throws SQLException {
        MigrationPlan plan = context.plan();
        List<TableName> along = new ArrayList<>(plan.newTables());
        plan.evidence().ids().ifPresent(ids -> along.add(plan.names().ids()));
        return context.server().lockWrites(context.database(), plan.names().sessions(), along);
    }

    private void rename(RunContext context, WriteLock lock, List<String> renames) throws SQLException {
        begin = System.nanoTime();
        boolean locked = lock.rename(renames);
        renamed = !context.dialect().transactionalDdl();
        millis = since(begin);
        if (!locked) {
            undo(context.connection(), context.dialect(), Swap.of(context.plan()));
            renamed = false;
            throw StoreErrors.stepFailed(
                    "the connection that kept writers away from the old table broke during the swap, which was taken back");
        }
    }

    private static long since(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }

    /**
     * Looks at the old table after the rename, where that commits at once: a session may have been saved between lock
     * and rename. If so, undoes the swap.
     */
    static void checkAside(Connection connection, Dialect dialect, Swap swap, SessionTable columns, String expected)
            throws SQLException {
        String aside = Fingerprint.of(connection, dialect, columns, swap.names().oldSessions());
        if (aside.equals(expected)) {
            return;
        }
        undo(connection, dialect, swap);
        throw SourceCheck.nodeIsAlive();
    }

    static void undo(Connection connection, Dialect dialect, Swap swap) throws SQLException {
        Sql.execute(connection, dialect.server(connection).renames(swap.back()));
    }

    static void recordBackups(RunContext context, Run run) throws SQLException {
        RunTableNames runTableNames = context.plan().names();
        Backups backups = new Backups(context.connection(), context.dialect(), context.journal());
        backups.record(backup(context.plan(), runTableNames.sessions(), runTableNames.oldSessions(), run.sourceRows()));
        if (context.plan().evidence().ids().isPresent()) {
            long ids = Sql.number(
                    context.connection(),
                    "select count(*) from " + runTableNames.ids().sql(context.dialect()));
            backups.record(backup(context.plan(), runTableNames.ids(), runTableNames.oldIds(), ids));
        }
    }

    private static Backup backup(MigrationPlan plan, TableName original, TableName table, long rows) {
        return new Backup(
                plan.names().run(), plan.from().generation().id(), plan.from().release(), original, table, rows, 0);
    }
}
