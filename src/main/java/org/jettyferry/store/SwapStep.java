package org.jettyferry.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jettyferry.database.Dialect;
import org.jettyferry.database.Sql;
import org.jettyferry.database.TableName;

/**
 * Puts the new tables in the place of the old ones, which stay as a backup. Where DDL takes part in transactions this is
 * one; elsewhere it is one RENAME TABLE, and the tables themselves tell whether it happened.
 */
final class SwapStep implements Step {
    private long millis;

    /** How long the session table was locked or missing, in milliseconds. */
    long millis() {
        return millis;
    }

    @Override
    public Run run(Work work, Run run) throws SQLException {
        Run done = run.at(Run.Step.DONE);
        checkNothingChanged(work, run);
        List<String> renames = work.dialect().renames(work.connection(), renames(work.plan()));
        if (work.dialect().transactionalDdl()) {
            work.transaction(() -> {
                recordBackups(work, run);
                rename(work, renames);
                work.journal().save(done);
                return done;
            });
        } else {
            recordBackups(work, run);
            rename(work, renames);
            work.journal().save(done);
        }
        return done;
    }

    private void rename(Work work, List<String> renames) throws SQLException {
        long begin = System.nanoTime();
        Sql.execute(work.connection(), renames);
        millis = (System.nanoTime() - begin) / 1_000_000;
    }

    /** A reply may have been lost, or the process killed: the server knows what happened. */
    static boolean isSwapped(Connection connection, Dialect dialect, Names names) throws SQLException {
        return dialect.exists(connection, names.oldSessions()) && !dialect.exists(connection, names.newSessions());
    }

    static List<Dialect.Rename> renames(CarryPlan plan) {
        Names names = plan.names();
        List<Dialect.Rename> renames = new ArrayList<>();
        renames.add(new Dialect.Rename(names.sessions(), names.oldSessions().name()));
        plan.evidence()
                .ids()
                .ifPresent(ids -> renames.add(
                        new Dialect.Rename(ids.name(), names.oldIds().name())));
        renames.add(new Dialect.Rename(names.newSessions(), names.sessions().name()));
        if (plan.makesIds()) {
            renames.add(new Dialect.Rename(names.newIds(), names.ids().name()));
        }
        return renames;
    }

    private static void checkNothingChanged(Work work, Run run) throws SQLException {
        String now = Sql.rows(
                        work.connection(), SwapStep::check, work.statements().fingerprint())
                .get(0);
        if (work.plan().keepsSessions() && !now.equals(run.sourceCheck())) {
            throw new StoreException.VerificationFailed(
                    "sessions were saved while they were carried: a node is alive",
                    "Nothing was swapped, and Jetty's tables are as they were. Stop every node, then begin anew with"
                            + " --restart.");
        }
    }

    private static String check(ResultSet row) throws SQLException {
        return row.getLong(1) + ":" + whole(row, 2) + ":" + whole(row, 3);
    }

    private static String whole(ResultSet row, int column) throws SQLException {
        return row.getBigDecimal(column) == null
                ? "0"
                : row.getBigDecimal(column).toBigInteger().toString();
    }

    private static void recordBackups(Work work, Run run) throws SQLException {
        Names names = work.plan().names();
        Backups backups = new Backups(work.connection(), work.dialect(), work.journal());
        backups.record(backup(work.plan(), names.sessions(), names.oldSessions(), run.sourceRows()));
        if (work.plan().evidence().ids().isPresent()) {
            backups.record(backup(work.plan(), names.ids(), names.oldIds(), 0));
        }
    }

    private static Backup backup(CarryPlan plan, TableName original, TableName table, long rows) {
        return new Backup(
                plan.names().run(), plan.from().generation().id(), plan.from().release(), original, table, rows, 0);
    }
}
