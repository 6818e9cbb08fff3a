package org.jettyferry.store.transfer;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
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
        long rows = insert("");
        addIds();
        verify(rows);
        return rows;
    }

    /** Inserts the sessions that fulfil a further condition. */
    long insert(String condition) throws SQLException {
        List<String> names = new ArrayList<>(columns.stream().map(waiting::name).toList());
        names.add(waiting.name(SessionColumn.MAP));
        return Sql.update(
                connection,
                "insert into " + sessions.name().sql(dialect) + " (" + String.join(", ", names) + ") select "
                        + String.join(", ", names) + from("") + condition);
    }

    /** Returns the session ids of which the target has something under the same keys: mostly none. */
    List<String> older() throws SQLException {
        return Sql.texts(
                connection,
                "select distinct a." + waiting.name(SessionColumn.SESSION_ID) + from("a")
                        + " and exists (select 1 from " + sessions.name().sql(dialect) + " s where "
                        + waiting.same("s", "a") + ")");
    }

    private void replaceOlder() throws SQLException {
        for (List<String> some : CopyPass.chunks(older())) {
            takeOut(some);
        }
    }

    /** Deletes what the target has under the same keys as the waiting rows with these session ids. */
    void takeOut(Collection<String> ids) throws SQLException {
        if (!ids.isEmpty()) {
            String table = sessions.name().sql(dialect);
            Sql.update(
                    connection,
                    "delete from " + table + " where " + waiting.among("", ids) + " and exists (select 1 from "
                            + waiting.sql() + " w where w.ferry_transfer = " + dialect.text(waiting.transfer())
                            + " and "
                            + waiting.same("w", table) + ")");
        }
    }

    /**
     * Proves that sessions stand in the table as they wait.
     *
     * @param condition which of them; the alias of the waiting room is {@code a}
     */
    void compare(String condition) throws SQLException {
        String map = dialect.blobCheck()
                .sql(dialect.blob("a." + waiting.name(SessionColumn.MAP), sessions.type(SessionColumn.MAP)));
        String stored = dialect.blobCheck()
                .sql(dialect.blob("s." + waiting.name(SessionColumn.MAP), sessions.type(SessionColumn.MAP)));
        List<String> sums = Sql.rows(
                        connection,
                        row -> List.of(row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
                        "select count(*), count(s." + waiting.name(SessionColumn.SESSION_ID) + "), " + dialect.sum(map)
                                + ", " + dialect.sum(stored) + " from " + waiting.sql() + " a left join "
                                + sessions.name().sql(dialect) + " s on " + waiting.same("s", "a")
                                + waiting.mine() + " and a.ferry_refused = ''" + condition)
                .get(0);
        if (!sums.get(0).equals(sums.get(1)) || !sums.get(2).equals(sums.get(3))) {
            throw different("of " + sums.get(0) + " sessions, " + sums.get(1)
                    + " would have arrived, or the table does not store them as they were written");
        }
    }

    /** Makes the ids known, where the target has a table of them. */
    void addIds() throws SQLException {
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
            throw different("of " + waits + " sessions, " + rows + " would have arrived");
        }
    }

    private OperatorException different(String message) {
        return new OperatorException(
                Kind.NOT_VERIFIED,
                message,
                "No session has left the source, and none has arrived. Look for a trigger or a rule on "
                        + sessions.name() + ".");
    }

    private String from(String alias) {
        return " from " + waiting.sql() + (alias.isEmpty() ? "" : " " + alias) + waiting.mine()
                + " and ferry_refused = ''";
    }
}
