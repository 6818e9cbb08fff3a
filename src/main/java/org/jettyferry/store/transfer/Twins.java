package org.jettyferry.store.transfer;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jetty.SessionColumn;

/**
 * Refuses all but one of several waiting rows of one session, web application and host: 9.3 keeps the old rowId after
 * {@code changeSessionId()}, which leaves two rows. The one that was used last counts.
 *
 * @param waiting the rows
 */
record Twins(ArrivingSessions waiting) {
    /** Looks at all rows. */
    void refuse() throws SQLException {
        refuse("");
    }

    /** Looks at the rows with these session ids. */
    void refuse(Collection<String> ids) throws SQLException {
        if (!ids.isEmpty()) {
            refuse(" and " + waiting.among("", ids));
        }
    }

    private void refuse(String some) throws SQLException {
        Sql.update(
                waiting.connection(),
                "update " + waiting.sql() + " set ferry_refused = '' " + waiting.mine() + some
                        + " and ferry_refused = ?",
                ArrivingSessions.TWIN);
        List<String> shared = Sql.texts(
                waiting.connection(),
                "select " + waiting.name(SessionColumn.SESSION_ID) + " from " + waiting.sql() + waiting.mine() + some
                        + " and ferry_refused = '' group by " + waiting.identity("") + " having count(*) > 1");
        for (String id : shared) {
            refuseOlder(id);
        }
    }

    private void refuseOlder(String id) throws SQLException {
        List<List<String>> rows = Sql.rows(
                waiting.connection(),
                row -> List.of(row.getString(1), row.getString(2) + '\n' + row.getString(3)),
                "select ferry_source, " + waiting.name(SessionColumn.CONTEXT_PATH) + ", "
                        + waiting.name(SessionColumn.VIRTUAL_HOST) + " from " + waiting.sql() + waiting.mine()
                        + " and ferry_refused = '' and " + waiting.among("", List.of(id)) + " order by "
                        + waiting.name(SessionColumn.ACCESS_TIME) + " desc, "
                        + waiting.name(SessionColumn.LAST_SAVED_TIME) + " desc, ferry_source");
        List<String> seen = new ArrayList<>();
        for (List<String> row : rows) {
            if (seen.contains(row.get(1))) {
                Sql.update(
                        waiting.connection(),
                        "update " + waiting.sql() + " set ferry_refused = ?, ferry_reason = ? " + waiting.mine()
                                + " and ferry_source = ?",
                        ArrivingSessions.TWIN,
                        "another row of the same session was used later",
                        row.get(0));
            }
            seen.add(row.get(1));
        }
    }
}
