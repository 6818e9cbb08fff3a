package org.jettyferry.store.plan;

import java.sql.Connection;
import java.sql.SQLException;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.TableParts;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.store.table.SessionTable;

/** Divides the tables of a plan, to read them on several connections. */
public final class PlanParts {
    private PlanParts() {}

    /** Divides the old session table of about so many rows. */
    public static TableParts ofSource(MigrationPlan plan, Connection connection, Dialect dialect, long rows)
            throws SQLException {
        SessionTable sessions = plan.evidence().sessions();
        SessionColumn first = sessions.keyColumns().get(0);
        return TableParts.of(
                connection, dialect, plan.names().sessions(), sessions.name(first), sessions.type(first), rows);
    }

    /** Divides the new session table of about so many rows. */
    public static TableParts ofTarget(MigrationPlan plan, Connection connection, Dialect dialect, long rows)
            throws SQLException {
        SessionColumn first = plan.makesIds() ? SessionColumn.ROW_ID : SessionColumn.KEY_2.get(0);
        TargetTables.Target target = plan.target();
        return TableParts.of(connection, dialect, target.sessions(), target.name(first), target.type(first), rows);
    }
}
