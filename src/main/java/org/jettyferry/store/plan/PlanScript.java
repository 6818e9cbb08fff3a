package org.jettyferry.store.plan;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jettyferry.database.Dialect;
import org.jettyferry.database.Rename;
import org.jettyferry.session.Generation;
import org.jettyferry.store.table.SessionColumn;

/** A plan written out. Renames of tables that do not exist yet are shown as they will be. */
public final class PlanScript {
    private final CarryPlan plan;
    private final Connection connection;
    private final Dialect dialect;

    /**
     * Asks for nothing yet.
     *
     * @param plan that is to be written out
     * @param connection asks the server how it renames
     * @param dialect of its server
     */
    public PlanScript(CarryPlan plan, Connection connection, Dialect dialect) {
        this.plan = plan;
        this.connection = connection;
        this.dialect = dialect;
    }

    /** All statements in their order, as a run would execute them. Changes nothing. */
    public List<String> statements() throws SQLException {
        Statements statements = new Statements(plan, dialect);
        long cutoff = plan.evidence().survey().now();
        List<String> script = new ArrayList<>(plan.blueprint().create());
        if (plan.keepsSessions()) {
            script.add(
                    plan.rewrites()
                            ? statements.read(RowRange.ALL, cutoff, false)
                            : statements.copy(RowRange.ALL, cutoff, false));
        }
        script.addAll(plan.blueprint().finish());
        if (plan.keepsSessions() && plan.makesIds()) {
            script.add(statements.ids());
        }
        script.add(statements.actual());
        script.addAll(dialect.server(connection).renames(Swap.of(plan).forth()));
        script.addAll(renamesOfParts());
        return script;
    }

    /** The keys and indexes of the new tables can't be looked up before they are made. */
    private List<String> renamesOfParts() {
        Names names = plan.names();
        List<String> key = plan.to().generation() == Generation.ONE
                ? List.of(plan.target().name(SessionColumn.ROW_ID))
                : SessionColumn.KEY_2.stream().map(plan.target()::name).toList();
        List<String> parts = new ArrayList<>();
        if (plan.makesIds()) {
            parts.addAll(dialect.renamesOfParts(
                    new Rename(names.newIds(), names.ids().name()), List.of(dialect.fold("id")), List.of()));
        }
        List<String> indexes = plan.to().sessionIndex() ? List.of("expiry", "session") : List.of("expiry");
        parts.addAll(dialect.renamesOfParts(
                new Rename(names.newSessions(), names.sessions().name()),
                key,
                indexes.stream()
                        .map(part -> "idx_" + names.newSessions().name() + "_" + part)
                        .toList()));
        return parts;
    }
}
