package org.jettyferry.store.transfer;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.Transaction;
import org.jettyferry.jetty.SessionColumn;

/**
 * The waiting room and the new session table, in step: each change is made to both in one transaction, so a killed process
 * leaves them in step too. For one thread.
 *
 * @param target the connection that writes
 * @param dialect of its server
 * @param waiting the waiting room
 * @param columns of the session table, without the blob
 * @param copied receives how many rows were put in
 */
record FollowingTable(
        Connection target, Dialect dialect, ArrivingSessions waiting, List<SessionColumn> columns, LongConsumer copied)
        implements Destination {

    @Override
    public long replace(List<ArrivingSessions.Arriving> rows) throws SQLException {
        List<String> digests =
                rows.stream().map(row -> row.row().key().digest()).toList();
        long replaced = digests.isEmpty()
                ? 0
                : Transaction.run(target, () -> {
                    takeOut(digests);
                    long count = waiting.replace(rows);
                    takeOut(digests); // a twin may have the place
                    putIn(digests);
                    return count;
                });
        copied.accept(replaced);
        return replaced;
    }

    @Override
    public long remove(Collection<String> digests) throws SQLException {
        return Transaction.run(target, () -> {
            takeOut(digests);
            return waiting.remove(digests);
        });
    }

    /** Gives each place that several rows want to the one that was used last; {@code refuseTwins} has chosen it. */
    void settleTwins() throws SQLException {
        List<String> shared = Sql.texts(
                target,
                "select distinct " + waiting.name(SessionColumn.SESSION_ID) + " from " + waiting.sql() + waiting.mine()
                        + " and ferry_refused = " + dialect.text(ArrivingSessions.TWIN));
        for (List<String> ids : CopyPass.chunks(shared)) {
            Set<String> chosen = new HashSet<>(chosen(ids));
            if (!chosen.isEmpty()) {
                Transaction.run(target, () -> {
                    takeOut(chosen);
                    putIn(chosen);
                    return chosen.size();
                });
            }
        }
    }

    /** The ids lead to the few rows by an index. Without them a planner may compare each row of the table with each other. */
    private List<String> chosen(List<String> ids) throws SQLException {
        return Sql.texts(
                target,
                "select w.ferry_source from " + waiting.sql() + " w join " + waiting.sql() + " t on "
                        + "t.ferry_transfer = w.ferry_transfer and " + waiting.same("t", "w")
                        + " where w.ferry_transfer = " + dialect.text(waiting.transfer()) + " and "
                        + waiting.among("t.", ids) + " and " + waiting.among("w.", ids) + " and t.ferry_refused = "
                        + dialect.text(ArrivingSessions.TWIN) + " and w.ferry_refused = ''");
    }

    /** Returns what differs between the waiting room and the table, as phrases; empty if nothing does. */
    List<String> differences() throws SQLException {
        List<String> differences = new ArrayList<>();
        String map = dialect.blobCheck()
                .sql(dialect.blob(
                        waiting.name(SessionColumn.MAP), waiting.sessions().type(SessionColumn.MAP)));
        String sums = "select concat(count(*), ':', coalesce(" + dialect.sum(map) + ", 0)) from ";
        String sound = waiting.sql() + waiting.mine() + " and ferry_refused = ''";
        String expected = Sql.text(target, sums + sound);
        String actual = Sql.text(target, sums + table());
        if (!expected.equals(actual)) {
            differences.add("rows and sum of the blobs are " + actual + " instead of " + expected);
        }
        return differences;
    }

    private void takeOut(Collection<String> digests) throws SQLException {
        List<String> ids = Sql.texts(
                target,
                "select " + waiting.name(SessionColumn.SESSION_ID) + " from " + waiting.sql() + waiting.mine()
                        + " and ferry_source in (" + literals(digests) + ")");
        if (ids.isEmpty()) {
            return;
        }
        String some = ids.stream()
                .distinct()
                .map(id -> dialect.text(id, waiting.sessions().type(SessionColumn.SESSION_ID)))
                .collect(Collectors.joining(", "));
        Sql.update(
                target,
                "delete from " + table() + " where " + waiting.name(SessionColumn.SESSION_ID) + " in (" + some
                        + ") and exists (select 1 from " + waiting.sql() + " w where w.ferry_transfer = "
                        + dialect.text(waiting.transfer()) + " and w.ferry_source in (" + literals(digests) + ") and "
                        + waiting.same("w", table()) + ")");
    }

    private void putIn(Collection<String> digests) throws SQLException {
        String names = Stream.concat(columns.stream(), Stream.of(SessionColumn.MAP))
                .map(waiting::name)
                .collect(Collectors.joining(", "));
        Sql.update(
                target,
                "insert into " + table() + " (" + names + ") select " + names + " from " + waiting.sql()
                        + waiting.mine() + " and ferry_refused = '' and ferry_source in (" + literals(digests) + ")");
    }

    private String literals(Collection<String> digests) {
        return digests.stream().map(dialect::text).collect(Collectors.joining(", "));
    }

    private String table() {
        return waiting.sessions().name().sql(dialect);
    }
}
