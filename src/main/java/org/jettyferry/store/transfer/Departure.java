package org.jettyferry.store.transfer;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.OwnTable;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.jdbc.Transaction;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.store.table.SessionTable;

/**
 * Takes sessions that have arrived at the target out of the source's session table: there they would expire, and the listeners
 * of an application would end what its user still works on. Each row is set aside as it stands, in one transaction with its
 * removal. For one thread.
 *
 * @param connection to the source
 * @param dialect of its server
 * @param sessions its session table
 * @param ids its table of ids and the column, in generation 1
 * @param transfer by which they leave
 */
record Departure(
        Connection connection, Dialect dialect, SessionTable sessions, Optional<IdsTable> ids, String transfer) {
    static final String TABLE = "ferry_departed_session";

    /** Makes the table of those that have left. */
    void make() throws SQLException {
        table().make("departed");
    }

    /**
     * Sets rows aside, in a transaction of its own.
     *
     * @param keys of rows that are to leave; those that are not there any more have left before
     * @param refused the codes and reasons of those that were refused, by the digests of their keys
     * @return how many have left
     */
    long leave(List<SourceKey> keys, Map<String, List<String>> refused) throws SQLException {
        Map<List<String>, List<SourceKey>> byReason = new LinkedHashMap<>();
        for (SourceKey key : keys) {
            List<String> reason = refused.getOrDefault(key.digest(), List.of("", ""));
            byReason.computeIfAbsent(reason, any -> new ArrayList<>()).add(key);
        }
        return Transaction.run(connection, () -> {
            for (Map.Entry<List<String>, List<SourceKey>> group : byReason.entrySet()) {
                setAside(group.getValue(), group.getKey());
            }
            List<String> left = Sql.texts(
                    connection, "select " + name(SessionColumn.SESSION_ID) + " from " + from() + " where " + are(keys));
            Sql.update(connection, "delete from " + from() + " where " + are(keys));
            deleteIds(left);
            return (long) left.size();
        });
    }

    private void setAside(List<SourceKey> keys, List<String> reason) throws SQLException {
        List<SessionColumn> columns =
                Arrays.stream(SessionColumn.values()).filter(sessions::has).toList();
        String names = columns.stream().map(SessionColumn::defaultName).collect(Collectors.joining(", "));
        String values = columns.stream().map(this::asItStands).collect(Collectors.joining(", "));
        Sql.update(
                connection,
                "insert into " + table().sql() + " (transfer_id, left_ms, code, reason, " + names + ") select "
                        + dialect.text(transfer) + ", " + dialect.nowMillis() + ", " + dialect.text(reason.get(0))
                        + ", "
                        + dialect.text(reason.get(1)) + ", " + values + " from " + from() + " where " + are(keys));
    }

    /** Deletes the ids that no web application uses any more: a session id is shared by all of a server. */
    private void deleteIds(List<String> left) throws SQLException {
        if (ids.isEmpty() || left.isEmpty()) {
            return;
        }
        Set<String> unused = new LinkedHashSet<>(left);
        unused.removeAll(Sql.texts(
                connection,
                "select " + name(SessionColumn.SESSION_ID) + " from " + from() + " where "
                        + name(SessionColumn.SESSION_ID) + " in (" + literals(SessionColumn.SESSION_ID, unused) + ")"));
        if (!unused.isEmpty()) {
            Sql.update(
                    connection,
                    "delete from " + ids.get().name().sql(dialect) + " where "
                            + dialect.quote(ids.get().column()) + " in (" + literals(SessionColumn.SESSION_ID, unused)
                            + ")");
        }
    }

    private String literals(SessionColumn column, Collection<String> values) {
        return values.stream()
                .map(value -> dialect.text(value, sessions.type(column)))
                .collect(Collectors.joining(", "));
    }

    private String are(List<SourceKey> keys) {
        List<SessionColumn> columns = sessions.keyColumns();
        if (columns.size() == 1) { // a list is parsed and planned much faster than as many conditions
            List<String> values = keys.stream().map(key -> key.parts().get(0)).toList();
            return name(columns.get(0)) + " in (" + literals(columns.get(0), values) + ")";
        }
        return keys.stream().map(this::is).collect(Collectors.joining(" or ", "(", ")"));
    }

    private String is(SourceKey key) {
        List<String> parts = new ArrayList<>();
        List<SessionColumn> columns = sessions.keyColumns();
        for (int i = 0; i < columns.size(); i++) {
            parts.add(name(columns.get(i)) + " = " + dialect.text(key.parts().get(i), sessions.type(columns.get(i))));
        }
        return parts.stream().collect(Collectors.joining(" and ", "(", ")"));
    }

    private String asItStands(SessionColumn column) {
        return column.isText() ? dialect.unpadded(name(column), sessions.type(column)) : name(column);
    }

    private String name(SessionColumn column) {
        return sessions.sql(dialect, column);
    }

    private String from() {
        return sessions.name().sql(dialect);
    }

    private OwnTable table() {
        return new OwnTable(connection, dialect, new TableName(sessions.name().schema(), TABLE));
    }
}
