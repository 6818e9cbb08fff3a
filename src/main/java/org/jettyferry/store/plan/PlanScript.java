package org.jettyferry.store.plan;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.jettyferry.jdbc.BulkCopy;
import org.jettyferry.jdbc.Catalog;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.Rename;
import org.jettyferry.jdbc.TableInventory;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.jdbc.TableReplacement;
import org.jettyferry.jetty.Generation;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.store.journal.Journal;

/**
 * Writes a plan out as SQL statements, for {@code ferry plan}.
 *
 * <p>They are the statements that the run executes, with two differences: the run fills in chunks where the script
 * shows one statement for all rows, and it looks up the keys and indexes of new tables, which the script has to
 * predict.
 */
public final class PlanScript {
    private final MigrationPlan plan;
    private final Connection connection;
    private final Dialect dialect;

    /**
     * Creates the script; reads nothing yet.
     *
     * @param plan to write out
     * @param connection to ask how the server renames
     * @param dialect of its server
     */
    public PlanScript(MigrationPlan plan, Connection connection, Dialect dialect) {
        this.plan = plan;
        this.connection = connection;
        this.dialect = dialect;
    }

    /** Returns all statements in the order in which a run executes them. Changes nothing. */
    public List<String> statements() throws SQLException {
        Catalog server = dialect.server(connection);
        Statements statements = new Statements(plan, dialect);
        long cutoff = plan.evidence().survey().now();
        List<String> script = new ArrayList<>(
                new Journal(connection, dialect, plan.names().sessions().schema()).missing());
        script.addAll(plan.blueprint().create());
        for (TableName table : plan.newTables()) {
            script.addAll(server.likeOwner(plan.modelOf(table), table));
        }
        script.addAll(plan.blueprint().beforeRows());
        if (plan.keepsSessions()) {
            script.addAll(fill(statements, cutoff));
        }
        script.addAll(plan.blueprint().finish());
        script.addAll(plan.blueprint().afterRows());
        if (plan.keepsSessions() && plan.makesIds()) {
            script.add(statements.ids());
        }
        script.addAll(dialect.analyze(plan.target().sessions()));
        if (plan.keepsSessions()) {
            script.add(statements.expected(cutoff, false));
        }
        script.add(statements.actual());
        script.addAll(server.renames(Swap.of(plan).forth()));
        script.addAll(renamesOfParts());
        if (!plan.options().keepBackup()) {
            plan.backups().forEach(backup -> script.add("drop table " + backup.sql(dialect)));
        }
        return script;
    }

    /** Returns the statements that copy all rows. Which blobs are refused is known only once they are read. */
    private List<String> fill(Statements statements, long cutoff) {
        String run = plan.names().run();
        List<String> fill = new ArrayList<>();
        for (RejectRule rejectRule : RejectRule.of(plan, statements, dialect, cutoff)) {
            fill.add(
                    statements.quarantine(run, rejectRule.code(), rejectRule.reason(), rejectRule.condition(), cutoff));
        }
        if (!plan.rewrites()) {
            fill.add(statements.copy(RowRange.ALL, cutoff, false));
            return fill;
        }
        List<String> key = statements.sourceKey();
        String read = statements.read(RowRange.ALL, cutoff, false);
        fill.addAll(dialect.bulkCopies()
                .statements(
                        new BulkCopy.Transfer(
                                read, key.size() + 1, plan.target().sessions(), statements.targetColumns()),
                        types()));
        String refused = statements.keyIs(key.stream().map(column -> "KEY").toList());
        fill.add(statements.quarantine(run, "CODE", "REASON", refused, cutoff));
        return fill;
    }

    private int[] types() {
        return plan.target().order().stream()
                .mapToInt(column ->
                        column == SessionColumn.MAP ? Types.VARBINARY : column.isText() ? Types.VARCHAR : Types.BIGINT)
                .toArray();
    }

    /** Returns the renames of the keys and indexes of the new tables, which do not exist yet. */
    private List<String> renamesOfParts() throws SQLException {
        RunTableNames runTableNames = plan.names();
        List<String> parts = new ArrayList<>();
        if (plan.makesIds()) {
            parts.addAll(renamesOfParts(
                    runTableNames.newIds(),
                    runTableNames.ids(),
                    List.of(plan.target().idsColumn()),
                    List.of()));
        }
        List<String> key = plan.to().generation() == Generation.ONE
                ? List.of(plan.target().name(SessionColumn.ROW_ID))
                : SessionColumn.KEY_2.stream().map(plan.target()::name).toList();
        List<String> indexes = plan.to().sessionIndex() ? List.of("expiry", "session") : List.of("expiry");
        parts.addAll(renamesOfParts(
                runTableNames.newSessions(),
                runTableNames.sessions(),
                key,
                indexes.stream()
                        .map(part -> "idx_" + runTableNames.newSessions().name() + "_" + part)
                        .toList()));
        return parts;
    }

    private List<String> renamesOfParts(TableName made, TableName last, List<String> key, List<String> indexes)
            throws SQLException {
        List<String> constraints = new ArrayList<>();
        List<String> all = new ArrayList<>(indexes);
        for (TableReplacement replacement : Replacements.of(plan, dialect)) {
            if (replacement.fresh().equals(made)) {
                TableInventory inventory = dialect.server(connection).inventory(replacement);
                constraints.addAll(inventory.constraints());
                all.addAll(inventory.indexes());
            }
        }
        return dialect.renamesOfParts(new Rename(made, last.name()), key, constraints, all);
    }
}
