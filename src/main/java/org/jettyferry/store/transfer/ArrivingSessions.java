package org.jettyferry.store.transfer;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.OwnTable;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.store.table.SessionTable;

/**
 * The waiting room of a transfer: a table of Ferry's beside the target's session table, with its columns. Jetty does not see
 * it, so nothing expires in it and no listener runs. For one thread.
 *
 * @param connection to the target
 * @param dialect of its server
 * @param sessions the target's session table
 * @param columns of it, without the blob
 * @param transfer whose rows these are
 * @param table the name of the waiting room
 */
record ArrivingSessions(
        Connection connection,
        Dialect dialect,
        SessionTable sessions,
        List<SessionColumn> columns,
        String transfer,
        String table) {
    static final String TABLE = "ferry_arriving_session";

    /** The code of rows that are sound, but another row of the same session was used later. */
    static final String TWIN = "TWIN";

    /** The code of rows that belong to others: they stay at the source, and are here only so that they are not read again. */
    static final String OF_OTHERS = "OF_OTHERS";

    /** The code of rows of which nobody can tell whose they are: they stay at the source. */
    static final String OF_NOBODY = "OWNER_UNKNOWN";

    /** The code of copies that were used later where they arrive. */
    static final String OUTDATED = "OUTDATED";

    private static final List<SessionColumn> IDENTITY =
            List.of(SessionColumn.SESSION_ID, SessionColumn.CONTEXT_PATH, SessionColumn.VIRTUAL_HOST);

    static final List<String> KEY = List.of("ferry_key_1", "ferry_key_2", "ferry_key_3");

    /**
     * A converted row.
     *
     * @param row of the source
     * @param refused the code of the reason for which it cannot be migrated; empty if it can
     * @param reason in words
     * @param map the new blob
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Arriving(SourceRow row, String refused, String reason, byte[] map) {}

    /** Makes the table. */
    void make() throws SQLException {
        own().make(
                        "arriving",
                        Map.of(
                                TABLE,
                                own().sql(),
                                TABLE + "_id",
                                dialect.quote(table + "_id"),
                                "JettySessions",
                                sessions.name().sql(dialect),
                                "sessionId",
                                name(SessionColumn.SESSION_ID)));
    }

    String sql() {
        return own().sql();
    }

    /** Returns the checks of the rows with these digests that are here. */
    Map<String, String> checks(Collection<String> digests) throws SQLException {
        Map<String, String> checks = new HashMap<>();
        Sql.rows(
                connection,
                row -> checks.put(row.getString(1), row.getString(2)) == null,
                "select ferry_source, ferry_check from " + sql() + mine() + " and ferry_source in (" + literals(digests)
                        + ")");
        return checks;
    }

    /**
     * Replaces rows, in the caller's transaction, and proves that the server stores what was written.
     *
     * @return how many
     */
    long replace(List<Arriving> rows) throws SQLException {
        if (rows.isEmpty()) {
            return 0;
        }
        List<String> digests =
                rows.stream().map(row -> row.row().key().digest()).toList();
        remove(digests);
        long sum = 0;
        for (Arriving arriving : rows) {
            sum += dialect.blobCheck().of(arriving.map(), 0, arriving.map().length);
        }
        new ArrivingRows(this).insert(rows);
        verify(digests, sum);
        return rows.size();
    }

    /** Removes the rows with these digests. */
    long remove(Collection<String> digests) throws SQLException {
        return digests.isEmpty()
                ? 0
                : Sql.update(
                        connection,
                        "delete from " + sql() + mine() + " and ferry_source in (" + literals(digests) + ")");
    }

    /**
     * Returns all rows as a program remembers them.
     *
     * @param keyParts how many columns a key has at the source
     */
    Map<SourceKey, Copy> copies(int keyParts) throws SQLException {
        return copies(keyParts, "");
    }

    /** Returns the same of the rows with these session ids. */
    Map<SourceKey, Copy> copies(int keyParts, Collection<String> ids) throws SQLException {
        return copies(keyParts, " and " + among("", ids));
    }

    private Map<SourceKey, Copy> copies(int keyParts, String condition) throws SQLException {
        Map<SourceKey, Copy> copies = new HashMap<>();
        Sql.rows(
                connection,
                row -> copies.put(
                                SourceKey.of(row, keyParts),
                                new Copy(row.getString(keyParts + 1), row.getString(keyParts + 2)))
                        == null,
                "select " + String.join(", ", KEY.subList(0, keyParts)) + ", ferry_check, ferry_refused from " + sql()
                        + mine() + condition);
        return copies;
    }

    /** Returns the session ids of the rows with these digests, without those that say nothing about their sessions. */
    List<String> ids(Collection<String> digests) throws SQLException {
        return digests.isEmpty()
                ? List.of()
                : Sql.texts(
                        connection,
                        "select distinct " + name(SessionColumn.SESSION_ID) + " from " + sql() + mine()
                                + " and ferry_refused in (" + literals(List.of("", TWIN)) + ") and ferry_source in ("
                                + literals(digests) + ")");
    }

    /** Returns the condition for rows with these session ids, which an index serves. */
    String among(String alias, Collection<String> ids) {
        return ids.stream()
                .map(id -> dialect.text(id, sessions.type(SessionColumn.SESSION_ID)))
                .collect(Collectors.joining(", ", alias + name(SessionColumn.SESSION_ID) + " in (", ")"));
    }

    /** Returns the condition for two rows of the same session, web application and host. */
    String same(String one, String other) {
        return IDENTITY.stream()
                .map(column -> one + "." + name(column) + " = " + other + "." + name(column))
                .collect(Collectors.joining(" and "));
    }

    /** Returns the statements that make the server's planner know how many rows there are. */
    List<String> analyze() {
        return dialect.analyze(new TableName(sessions.name().schema(), table));
    }

    /**
     * Returns the query of the keys of all rows at the source, with their checks.
     *
     * @param keyParts how many columns such a key has
     */
    String keys(int keyParts) {
        return "select " + String.join(", ", KEY.subList(0, keyParts)) + ", ferry_check from " + sql() + mine();
    }

    /** Returns the same query without the rows that stay at the source. */
    String leaving(int keyParts) {
        return keys(keyParts) + " and ferry_refused not in (" + literals(List.of(OF_OTHERS, OF_NOBODY)) + ")";
    }

    /** Refuses the copies whose sessions were used later at the target. */
    void refuseOutdated() throws SQLException {
        List<String> outdated = Sql.texts(
                connection,
                "select a.ferry_source from " + sql() + " a" + mine()
                        + " and ferry_refused = '' and exists (select 1 from "
                        + sessions.name().sql(dialect) + " s where " + same("s", "a") + " and s."
                        + name(SessionColumn.ACCESS_TIME) + " > a." + name(SessionColumn.ACCESS_TIME) + ")");
        for (String digest : outdated) {
            Sql.update(
                    connection,
                    "update " + sql() + " set ferry_refused = ? " + mine() + " and ferry_source = ?",
                    OUTDATED,
                    digest);
        }
    }

    /** Counts all rows, also those that cannot be migrated. */
    long all() throws SQLException {
        return Sql.number(connection, "select count(*) from " + sql() + mine());
    }

    /** Counts the rows that can be migrated. */
    long count() throws SQLException {
        return Sql.number(connection, "select count(*) from " + sql() + mine() + " and ferry_refused = ''");
    }

    /** Counts the rows that cannot be migrated, by the code of the reason. */
    Map<String, Long> refused() throws SQLException {
        Map<String, Long> refused = new TreeMap<>();
        Sql.rows(
                connection,
                row -> refused.put(row.getString(1), row.getLong(2)) == null,
                "select ferry_refused, count(*) from " + sql() + mine() + " and ferry_refused not in ("
                        + literals(List.of("", OF_OTHERS, OUTDATED)) + ") group by ferry_refused");
        return refused;
    }

    /** Returns the codes and reasons of the refused ones among the rows with these digests. */
    Map<String, List<String>> refused(Collection<String> digests) throws SQLException {
        Map<String, List<String>> refused = new HashMap<>();
        Sql.rows(
                connection,
                row -> refused.put(row.getString(1), List.of(row.getString(2), row.getString(3))) == null,
                "select ferry_source, ferry_refused, ferry_reason from " + sql() + mine()
                        + " and ferry_refused <> '' and ferry_source in (" + literals(digests) + ")");
        return refused;
    }

    /** Removes all rows. */
    void clear() throws SQLException {
        Sql.update(connection, "delete from " + sql() + mine());
    }

    /** Returns the condition for the rows of this transfer, after {@code where}. */
    String mine() {
        return " where ferry_transfer = " + dialect.text(transfer);
    }

    /** Returns the columns that identify a session, each with an alias before it. */
    String identity(String alias) {
        return IDENTITY.stream().map(column -> alias + name(column)).collect(Collectors.joining(", "));
    }

    String name(SessionColumn column) {
        return sessions.sql(dialect, column);
    }

    private void verify(List<String> digests, long sum) throws SQLException {
        String check = dialect.blobCheck().sql(dialect.blob(name(SessionColumn.MAP), sessions.type(SessionColumn.MAP)));
        List<BigDecimal> stored = Sql.rows(
                connection,
                row -> row.getBigDecimal(1),
                "select " + dialect.sum(check) + " from " + sql() + mine() + " and ferry_source in ("
                        + literals(digests) + ")");
        if (stored.isEmpty() || stored.get(0).compareTo(BigDecimal.valueOf(sum)) != 0) {
            throw new OperatorException(
                    Kind.NOT_VERIFIED,
                    "the target does not store the sessions as they were written",
                    "No session has left the source, and none has arrived. Look for a trigger or a column type that"
                            + " changes what is written to " + sessions.name() + ".");
        }
    }

    private String literals(Collection<String> digests) {
        return digests.stream().map(dialect::text).collect(Collectors.joining(", "));
    }

    private OwnTable own() {
        return new OwnTable(connection, dialect, new TableName(sessions.name().schema(), table));
    }
}
