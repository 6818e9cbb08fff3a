package org.jettyferry.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jettyferry.database.Dialect;

/** A plan written out. Renames of tables that do not exist yet are shown as they will be. */
final class PlanScript {
    private final CarryPlan plan;
    private final Connection connection;
    private final Dialect dialect;

    PlanScript(CarryPlan plan, Connection connection, Dialect dialect) {
        this.plan = plan;
        this.connection = connection;
        this.dialect = dialect;
    }

    List<String> statements() throws SQLException {
        Statements statements = new Statements(plan, dialect);
        long cutoff = plan.evidence().survey().now();
        List<String> script = new ArrayList<>(plan.blueprint().create());
        if (plan.keepsSessions()) {
            script.add(
                    plan.rewrites()
                            ? statements.read(RowRange.ALL, cutoff, false)
                            : statements.copy(RowRange.ALL, cutoff, false));
        }
        if (plan.keepsSessions() && plan.makesIds()) {
            script.add(statements.ids());
        }
        script.addAll(plan.blueprint().finish());
        script.add(statements.actual());
        script.addAll(dialect.renames(connection, SwapStep.renames(plan)));
        return script;
    }
}
