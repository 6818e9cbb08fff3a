package org.jettyferry.store.migrate;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.jdbc.WriteLock;
import org.jettyferry.store.detect.LiveNodes;
import org.jettyferry.store.journal.Backup;
import org.jettyferry.store.journal.Backups;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.plan.MigrationPlan;
import org.jettyferry.store.plan.RunTableNames;
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
 */
final class SwapStep implements TableSwap {
    private final SourceCheck sourceCheck;
    private long begin;
    private long millis;
    private Optional<TableRename> rename = Optional.empty();

    SwapStep(SourceCheck sourceCheck) {
        this.sourceCheck = sourceCheck;
    }

    @Override
    public long millis() {
        return millis;
    }

    @Override
    public boolean isRenamed() {
        return rename.map(TableRename::isCommitted).orElse(false);
    }

    @Override
    public Run run(RunContext context, Run run) throws SQLException {
        if (!context.control().assumeStopped()) {
            checkNodes(context);
        }
        TableRename renamed = TableRename.of(context);
        rename = Optional.of(renamed);
        List<String> statements = renamed.statements();
        Run done = context.unit(() -> {
            try (WriteLock lock = lock(context)) {
                sourceCheck.check(context, run);
                recordBackups(context, run);
                context.journal().checkOwned(run);
                begin = System.nanoTime();
                renamed.run(lock, statements);
                millis = since(begin);
            }
            if (context.plan().keepsSessions() && renamed.isCommitted()) {
                requireUnchanged(renamed, context.plan().evidence().sessions(), run.sourceCheck());
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

    private static long since(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }

    /** Takes the swap back if a session was saved between lock and rename. */
    static void requireUnchanged(TableRename renamed, SessionTable sessions, String expected) throws SQLException {
        if (!renamed.isUnchanged(sessions, expected)) {
            renamed.takeBack();
            throw SourceCheck.nodeIsAlive();
        }
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
