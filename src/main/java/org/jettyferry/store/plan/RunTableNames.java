package org.jettyferry.store.plan;

import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.table.StoreNames;

/**
 * The names of the tables of a run.
 *
 * @param sessions Jetty's session table
 * @param ids Jetty's table of ids, whether it exists or not
 * @param run the run's id
 */
public record RunTableNames(TableName sessions, TableName ids, String run) {
    /**
     * Returns the names for one run.
     *
     * @param sessions Jetty's session table as it was found
     * @param names that the site gives its tables
     * @param dialect of the server; the table of ids is folded if the session table is
     * @param run the run's id
     */
    public static RunTableNames of(TableName sessions, StoreNames names, Dialect dialect, String run) {
        boolean folded = names.spelled(dialect, names.table()).equals(sessions.name());
        String ids = folded ? names.spelled(dialect, names.idsTable()) : names.idsTable();
        return new RunTableNames(sessions, sessions.sibling(ids), run);
    }

    /** Returns the name of the new session table before the swap. */
    public TableName newSessions() {
        return Run.inTheMaking(sessions, run);
    }

    /** Returns the name of the new table of ids before the swap; generation 1 only. */
    public TableName newIds() {
        return Run.inTheMaking(ids, run);
    }

    /** Returns the name of the old session table after the swap. */
    public TableName oldSessions() {
        return Run.setAside(sessions, run);
    }

    /** Returns the name of the old table of ids after the swap. */
    public TableName oldIds() {
        return Run.setAside(ids, run);
    }
}
