package org.jettyferry.store.transfer;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.OwnTable;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.jdbc.Transaction;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.store.plan.MigrationPlan;
import org.jettyferry.store.table.SessionTable;
import org.jettyferry.store.table.StoreNames;

/**
 * Fills the new session table of a run while guests work on the old one, and follows what they save. It is a transfer
 * from a store to itself, and can be killed and opened again at any instant. For one thread.
 *
 * <p>The first {@link #follow} copies all rows to the waiting room, and from there into the new table in one statement; each
 * later one brings over what has changed since. The last one is made while the guests' statements wait.
 */
public final class LiveTransfer implements AutoCloseable {
    private final MigrationPlan plan;
    private final Dialect dialect;
    private final List<Connection> connections;
    private final List<SessionColumn> columns;
    private final ArrivingSessions waiting;
    private final TransferState state;
    private final CopyPass pass;
    private long cutoff;

    private LiveTransfer(MigrationPlan plan, StoreNames names, Dialect dialect, List<Connection> connections)
            throws SQLException {
        this.plan = plan;
        this.dialect = dialect;
        this.connections = connections;
        SessionTable table = dialect.server(target())
                .table(plan.target().sessions())
                .flatMap(found -> SessionTable.of(found, names))
                .orElseThrow(() -> new OperatorException(
                        Kind.RESUMABLE,
                        "there is no table " + plan.target().sessions() + " any more",
                        "Jetty's tables are as they were. Begin anew with --restart."));
        this.columns = Stream.of(SessionColumn.values())
                .filter(column -> column != SessionColumn.MAP && table.has(column))
                .toList();
        String run = plan.names().run();
        this.waiting = new ArrivingSessions(target(), dialect, table, columns, run, room(run));
        this.state = new TransferState(target(), dialect, table.name().schema(), run);
        this.pass = new CopyPass(
                connections.get(2),
                connections.get(3),
                dialect,
                dialect,
                waiting,
                new RowConverter(plan.options(), plan.from(), plan.to(), table, columns, dialect));
    }

    /**
     * Connects.
     *
     * @param database that holds the store
     * @param plan of the run, whose new table was made
     * @param names of the store's tables and columns
     */
    public static LiveTransfer open(Database database, MigrationPlan plan, StoreNames names) throws SQLException {
        List<Connection> connections = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                connections.add(database.open());
            }
            return new LiveTransfer(plan, names, database.dialect(), connections);
        } catch (SQLException | RuntimeException e) {
            connections.forEach(SessionTransfer::close);
            throw e;
        }
    }

    /**
     * Brings the new table up to date.
     *
     * @param copied receives how many rows were read and rewritten, as they are
     */
    public TransferResult follow(LongConsumer copied) throws SQLException {
        waiting.make();
        cutoff = Sql.number(source(), "select " + dialect.nowMillis());
        TransferState.Entry entry = state.begin(cutoff - SessionTransfer.CLOCKS_DIFFER_MILLIS);
        SessionTable sessions = plan.evidence().sessions();
        SourceSessions rows = new SourceSessions(
                source(), dialect, sessions, plan.conversion("s", dialect), "1 = 1", columns, entry.hotSince());
        if (entry.phase() == TransferState.Phase.COPYING) {
            TransferResult result = pass.run(rows, cutoff, new WaitingRoom(target(), waiting, copied));
            Transaction.run(target(), () -> {
                Sql.update(target(), "delete from " + waiting.sessions().name().sql(dialect));
                new Arrival(target(), dialect, waiting.sessions(), Optional.empty(), waiting, columns).run();
                state.arrived();
                return result;
            });
            return result;
        }
        FollowingTable table = new FollowingTable(target(), dialect, waiting, columns, copied);
        TransferResult result = pass.run(rows, cutoff, table);
        table.settleTwins();
        return result;
    }

    /** Returns the moment by which a session counted as expired in the last {@link #follow}, in milliseconds since 1970. */
    public long cutoff() {
        return cutoff;
    }

    /** Returns what differs between the rows that were rewritten and the new table, as phrases; empty if nothing does. */
    public List<String> differences() throws SQLException {
        return new FollowingTable(target(), dialect, waiting, columns, rows -> {}).differences();
    }

    /**
     * A row that cannot be migrated.
     *
     * @param key its key in the old table
     * @param code of the reason
     * @param reason in words
     */
    public record Refused(List<String> key, String code, String reason) {
        public Refused {
            key = List.copyOf(key);
        }
    }

    /** Returns the rows that cannot be migrated. */
    public List<Refused> refused() throws SQLException {
        int parts = plan.evidence().sessions().keyColumns().size();
        return Sql.rows(
                target(),
                row -> {
                    List<String> key = new ArrayList<>();
                    for (int i = 1; i <= parts; i++) {
                        key.add(row.getString(i));
                    }
                    return new Refused(key, row.getString(4), row.getString(5));
                },
                "select ferry_key_1, ferry_key_2, ferry_key_3, ferry_refused, ferry_reason from " + waiting.sql()
                        + waiting.mine() + " and ferry_refused <> ''");
    }

    /** Brings the new table of ids up to date, where the target has one. */
    public void followIds() throws SQLException {
        Optional<TableName> ids = plan.target().ids();
        if (ids.isPresent()) {
            String table = ids.get().sql(dialect);
            String column = dialect.quote(plan.target().idsColumn());
            String sessions = waiting.sessions().name().sql(dialect);
            String id = waiting.name(SessionColumn.SESSION_ID);
            Transaction.run(target(), () -> {
                Sql.update(
                        target(),
                        "delete from " + table + " where not exists (select 1 from " + sessions + " s where s." + id
                                + " = " + table + "." + column + ")");
                return Sql.update(
                        target(),
                        "insert into " + table + " (" + column + ") select distinct s." + id + " from " + sessions
                                + " s where not exists (select 1 from " + table + " i where i." + column + " = s." + id
                                + ")");
            });
        }
    }

    /** Drops what a run has left beside its tables; it holds what sessions hold. */
    public static void forget(Connection connection, Dialect dialect, String schema, String run) throws SQLException {
        OwnTable room = new OwnTable(connection, dialect, new TableName(schema, room(run)));
        if (room.exists()) {
            Sql.execute(connection, "drop table " + room.sql());
        }
        new TransferState(connection, dialect, schema, run).forget();
    }

    @Override
    public void close() {
        connections.forEach(SessionTransfer::close);
    }

    private static String room(String run) {
        return ArrivingSessions.TABLE + "_" + run;
    }

    private Connection target() {
        return connections.get(0);
    }

    private Connection source() {
        return connections.get(1);
    }
}
