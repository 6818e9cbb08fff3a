package org.jettyferry.store;

import org.jettyferry.database.Dialect;
import org.jettyferry.database.TableName;

/**
 * What the tables of a run are called.
 *
 * @param sessions Jetty's session table
 * @param ids Jetty's table of ids, whether it exists or not
 * @param run the run's id
 */
record Names(TableName sessions, TableName ids, String run) {
    static Names of(TableName sessions, StoreNames names, Dialect dialect, String run) {
        boolean folded = dialect.fold(names.table()).equals(sessions.name());
        return new Names(sessions, sessions.sibling(folded ? dialect.fold(names.idsTable()) : names.idsTable()), run);
    }

    TableName newSessions() {
        return sessions.sibling(sessions.name() + "_n" + run);
    }

    TableName newIds() {
        return ids.sibling(ids.name() + "_n" + run);
    }

    TableName oldSessions() {
        return sessions.sibling(sessions.name() + "_b" + run);
    }

    TableName oldIds() {
        return ids.sibling(ids.name() + "_b" + run);
    }
}
