package org.jettyferry.store.plan;

import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.table.StoreNames;

/**
 * What the tables of a run are called.
 *
 * @param sessions Jetty's session table
 * @param ids Jetty's table of ids, whether it exists or not
 * @param run the run's id
 */
public record RunTableNames(TableName sessions, TableName ids, String run) {
    /**
     * The names for one run.
     *
     * @param sessions Jetty's session table as it was found
     * @param names what the site calls its tables
     * @param dialect of the server: the table of ids is spelled as the session table is
     * @param run the run's id
     */
    public static RunTableNames of(TableName sessions, StoreNames names, Dialect dialect, String run) {
        boolean folded = names.spelled(dialect, names.table()).equals(sessions.name());
        String ids = folded ? names.spelled(dialect, names.idsTable()) : names.idsTable();
        return new RunTableNames(sessions, sessions.sibling(ids), run);
    }

    /** The session table while it is being made. */
    public TableName newSessions() {
        return Run.inTheMaking(sessions, run);
    }

    /** The table of ids while it is being made; generation 1 only. */
    public TableName newIds() {
        return Run.inTheMaking(ids, run);
    }

    /** The old session table once it is set aside. */
    public TableName oldSessions() {
        return Run.setAside(sessions, run);
    }

    /** The old table of ids once it is set aside. */
    public TableName oldIds() {
        return Run.setAside(ids, run);
    }
}
