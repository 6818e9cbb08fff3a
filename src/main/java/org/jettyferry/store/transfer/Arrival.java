package org.jettyferry.store.transfer;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.store.table.SessionTable;

/**
 * Puts the waiting sessions into the target's session table, in one transaction inside the server. What the target has under
 * the same keys is older by then, because no node serves these web applications, and is replaced.
 *
 * @param connection to the target, outside auto-commit
 * @param dialect of its server
 * @param sessions its session table
 * @param ids its table of ids and the column, in generation 1
 * @param waiting the sessions
 * @param columns of the session table, without the blob
 */
record Arrival(
        Connection connection,
        Dialect dialect,
        SessionTable sessions,
        Optional<IdsTable> ids,
        ArrivingSessions waiting,
        List<SessionColumn> columns) {

    /** Returns how many sessions have arrived. */
    long run() throws SQLException {
        replaceOlder();
        List<String> names = new ArrayList<>(columns.stream().map(waiting::name).toList());
        names.add(waiting.name(SessionColumn.MAP));
        long rows = Sql.update(
                connection,
                "insert into " + sessions.name().sql(dialect) + " (" + String.join(", ", names) + ") select "
                        + String.join(", ", names) + from(""));
        addIds();
        verify(rows);
        return rows;
    }

    /** Deletes what the target has under the same keys: mostly nothing. */
    private void replaceOlder() throws SQLException {
        List<SessionColumn> key =
                List.of(SessionColumn.SESSION_ID, SessionColumn.CONTEXT_PATH, SessionColumn.VIRTUAL_HOST);
        String same = key.stream()
                .map(column -> "s." + waiting.name(column) + " = a." + waiting.name(column))
                .collect(Collectors.joining(" and "));
        List<List<String>> older = Sql.rows(
                connection,
                row -> List.of(row.getString(1), row.getString(2), row.getString(3)),
                "select " + waiting.identity("a.") + from("a") + " and exists (select 1 from "
                        + sessions.name().sql(dialect) + " s where " + same + ")");
        for (List<String> values : older) {
            List<String> parts = new ArrayList<>();
            for (int i = 0; i < key.size(); i++) {
                parts.add(waiting.name(key.get(i)) + " = " + dialect.text(values.get(i), sessions.type(key.get(i))));
            }
            Sql.update(
                    connection,
                    "delete from " + sessions.name().sql(dialect) + " where " + String.join(" and ", parts));
        }
    }

    private void addIds() throws SQLException {
        if (ids.isPresent()) {
            String table = ids.get().name().sql(dialect);
            String column = dialect.quote(ids.get().column());
            String id = waiting.name(SessionColumn.SESSION_ID);
            Sql.update(
                    connection,
                    "insert into " + table + " (" + column + ") select distinct a." + id + from("a")
                            + " and not exists (select 1 from " + table + " i where i." + column + " = a." + id + ")");
        }
    }

    private void verify(long rows) throws SQLException {
        long waits = waiting.count();
        if (rows != waits) {
            throw new OperatorException(
                    Kind.NOT_VERIFIED,
                    "of " + waits + " sessions, " + rows + " would have arrived",
                    "No session has left the source, and none has arrived. Look for a trigger or a rule on "
                            + sessions.name() + ".");
        }
    }

    private String from(String alias) {
        return " from " + waiting.sql() + (alias.isEmpty() ? "" : " " + alias) + waiting.mine()
                + " and ferry_refused = ''";
    }
}
