package org.jettyferry.store.transfer;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.Transaction;
import org.jettyferry.jetty.Generation;
import org.jettyferry.jetty.RowConventions;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.store.detect.Evidence;
import org.jettyferry.store.detect.StoreHandle;
import org.jettyferry.store.detect.TableStatistics;
import org.jettyferry.store.plan.Conversion;
import org.jettyferry.store.plan.MigrationOptions;
import org.jettyferry.store.plan.Planner;
import org.jettyferry.store.plan.WebAppMap;
import org.jettyferry.store.table.SessionTable;
import org.jspecify.annotations.Nullable;

/**
 * Migrates the sessions of some web applications from one session store to another while nodes use both. The package
 * description has the steps. It holds its connections from {@link #open} to {@link #close}; for one thread.
 *
 * <p>Every method can be killed at any instant and called again, by another process too: the same transfer goes on.
 */
public final class SessionTransfer implements AutoCloseable {
    private static final int CHUNK = 1000;

    /** How much earlier than a copy a save counts as one during it: the nodes' clocks may differ that much. */
    static final long CLOCKS_DIFFER_MILLIS = 600_000;

    private final Connection source;
    private final Connection sourceReader;
    private final Connection target;
    private final Connection targetReader;
    private final Dialect sourceDialect;
    private final Evidence from;
    private final Evidence to;
    private final RowConventions fromRows;
    private final RowConventions toRows;
    private final MigrationOptions options;
    private final SessionChoice choice;
    private final ArrivingSessions waiting;
    private final TransferState state;
    private final Departure departure;
    private final Dialect targetDialect;
    private final List<SessionColumn> columns;
    private final RowConverter converter;

    private SessionTransfer(
            String id,
            List<Connection> connections,
            TransferEnd source,
            TransferEnd target,
            SessionChoice choice,
            MigrationOptions options)
            throws SQLException {
        this.source = connections.get(0);
        this.sourceReader = connections.get(1);
        this.target = connections.get(2);
        this.targetReader = connections.get(3);
        this.sourceDialect = source.database().dialect();
        this.targetDialect = target.database().dialect();
        this.options = options;
        this.choice = choice;
        this.fromRows = RowConventions.of(source.release());
        this.toRows = RowConventions.of(target.release());
        this.from = store(source, this.source);
        this.to = store(target, this.target);
        SessionTable sessions = to.sessions();
        this.columns = Stream.of(SessionColumn.values())
                .filter(column -> column != SessionColumn.MAP && sessions.has(column))
                .toList();
        this.waiting = new ArrivingSessions(this.target, targetDialect, sessions, columns, id, ArrivingSessions.TABLE);
        this.state =
                new TransferState(this.target, targetDialect, sessions.name().schema(), id);
        this.departure = new Departure(this.source, sourceDialect, from.sessions(), IdsTable.of(from), id);
        this.converter = new RowConverter(choice, options, fromRows, toRows, sessions, columns, targetDialect);
    }

    /**
     * Connects to both stores and looks at them. Changes nothing.
     *
     * @param id of the transfer, at most 64 characters; the same one goes on
     * @param choice which sessions are migrated
     * @param options for the codec
     * @throws OperatorException if one of the stores is not what it should be, or rows of it may be hidden
     */
    public static SessionTransfer open(
            String id, TransferEnd source, TransferEnd target, SessionChoice choice, MigrationOptions options) {
        List<Connection> connections = new ArrayList<>();
        try {
            connections.add(source.database().open());
            connections.add(source.database().open());
            connections.add(target.database().open());
            connections.add(target.database().open());
            return new SessionTransfer(id, connections, source, target, choice, options);
        } catch (SQLException | RuntimeException e) {
            connections.forEach(SessionTransfer::close);
            throw e instanceof SQLException sql
                    ? TransferErrors.of(source.database().dialect(), "look at the session stores", sql)
                    : (RuntimeException) e;
        }
    }

    /**
     * Copies the sessions to the target's waiting room, where no node sees them; of those that are there already, only what
     * has changed since. Nodes may work on both stores meanwhile.
     *
     * @throws OperatorException if they have arrived already, or a database fails
     */
    public TransferResult copy() {
        return asking("copy the sessions", () -> {
            if (hasArrived()) {
                throw new OperatorException(Kind.REFUSED, "the sessions have arrived already", "Nothing was changed.");
            }
            return pass();
        });
    }

    /**
     * Copies what has changed since the last {@link #copy}, and puts the sessions into the target's session table. Call it
     * only while no node of either server serves these web applications, and all have written and let go of their sessions.
     * If they have arrived before, it does nothing.
     */
    public TransferResult arrive() {
        return asking("bring the sessions in", () -> {
            if (hasArrived()) {
                return new TransferResult(waiting.count(), 0, 0, waiting.refused());
            }
            TransferResult result = pass();
            return Transaction.run(target, () -> {
                if (choice.copies()) {
                    waiting.refuseOutdated();
                }
                new Arrival(target, targetDialect, to.sessions(), IdsTable.of(to), waiting, columns).run();
                state.arrived();
                return new TransferResult(waiting.count(), result.changed(), result.removed(), result.refused());
            });
        });
    }

    /** Returns whether the sessions are in the target's session table. */
    public boolean arrived() {
        return asking("look how far the sessions are", this::hasArrived);
    }

    /**
     * Takes the sessions that have arrived out of the source's session table, and sets them aside there. It may be called
     * when the target's nodes serve them already; it must have been called before they come back.
     *
     * <p>Copies of what others go on with leave nothing behind.
     *
     * @return how many have left now
     * @throws OperatorException if they have not arrived
     */
    public long leave() {
        return asking("take the sessions out of the old store", () -> {
            if (!hasArrived()) {
                throw new OperatorException(Kind.REFUSED, "the sessions have not arrived yet", "Nothing was changed.");
            }
            if (choice.copies()) {
                return 0L;
            }
            departure.make();
            long[] left = {0};
            waiting(
                    waiting.leaving(keyParts()),
                    CHUNK / 2,
                    (keys, checks) -> left[0] += departure.leave(keys, waiting.refused(digests(keys))));
            return left[0];
        });
    }

    /** Forgets the transfer, and empties the waiting room: after {@link #leave}, or instead of {@link #arrive}. */
    public void forget() {
        asking("forget the transfer", () -> {
            if (state.find().isPresent()) {
                waiting.clear();
                state.forget();
            }
            return true;
        });
    }

    @Override
    public void close() {
        Stream.of(source, sourceReader, target, targetReader).forEach(SessionTransfer::close);
    }

    private boolean hasArrived() throws SQLException {
        return state.find()
                .filter(entry -> entry.phase() == TransferState.Phase.ARRIVED)
                .isPresent();
    }

    private TransferResult pass() throws SQLException {
        waiting.make();
        long now = Sql.number(source, "select " + sourceDialect.nowMillis());
        TransferState.Entry entry = state.begin(now - CLOCKS_DIFFER_MILLIS);
        CopyPass pass = new CopyPass(sourceReader, targetReader, sourceDialect, targetDialect, waiting, converter);
        return pass.run(rows(entry.hotSince()), now, new WaitingRoom(target, waiting, rows -> {}));
    }

    private void waiting(String keys, int size, KeyStream.ChunkReader action) throws SQLException {
        new KeyStream(targetReader, targetDialect, keyParts(), size).forEachChunk(keys, action);
    }

    private int keyParts() {
        return from.sessions().keyColumns().size();
    }

    private static List<String> digests(Collection<SourceKey> keys) {
        return keys.stream().map(SourceKey::digest).toList();
    }

    /** Looks up the web applications of the rows once more: a node may have added one since the last pass. */
    private SourceSessions rows(long hotSince) throws SQLException {
        SessionTable sessions = from.sessions();
        String chosen = choice.condition("s", sessions, fromRows, sourceDialect);
        List<TableStatistics.WebApp> found = Sql.rows(
                source,
                row -> new TableStatistics.WebApp(text(row.getString(1)), text(row.getString(2)), row.getLong(3), 0),
                "select " + path(SessionColumn.CONTEXT_PATH) + ", " + path(SessionColumn.VIRTUAL_HOST)
                        + ", count(*) from " + sessions.name().sql(sourceDialect) + " s where " + chosen + " group by "
                        + path(SessionColumn.CONTEXT_PATH) + ", " + path(SessionColumn.VIRTUAL_HOST));
        WebAppMap map = WebAppMap.of(fromRows, toRows, choice.contextPaths(), found);
        Conversion conversion = new Conversion(
                "s",
                sourceDialect,
                sessions,
                fromRows,
                toRows,
                map,
                options.defaultMaxInterval().toSeconds(),
                0);
        return new SourceSessions(source, sourceDialect, sessions, conversion, chosen, columns, hotSince);
    }

    private String path(SessionColumn column) {
        return sourceDialect.unpadded(
                "s." + from.sessions().sql(sourceDialect, column),
                from.sessions().type(column));
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    private Evidence store(TransferEnd end, Connection connection) throws SQLException {
        StoreHandle store = StoreHandle.over(connection, end.database().dialect(), end.names());
        Evidence evidence = Planner.migratable(store.detector().detect());
        if (!evidence.sessions().fits(end.release())) {
            Generation generation = evidence.sessions().generation();
            throw new OperatorException(
                    Kind.REFUSED,
                    "the session store " + end.database().displayUrl() + " is of generation " + generation.id()
                            + ", and Jetty " + end.release() + " cannot use it",
                    "Check which store belongs to which server. Nothing was changed.");
        }
        refuseUnknown(evidence);
        return evidence;
    }

    private static void refuseUnknown(Evidence evidence) {
        List<String> extra = evidence.sessions().extraColumns();
        if (!extra.isEmpty()) {
            throw new OperatorException(
                    Kind.REFUSED,
                    "the table " + evidence.sessions().name() + " has columns that are not Jetty's: "
                            + String.join(", ", extra),
                    "Their values would stay behind. Move them to a table of their own first. Nothing was changed.");
        }
    }

    private <T> T asking(String attempt, Work<T> work) {
        try {
            return work.run();
        } catch (SQLException e) {
            throw TransferErrors.of(sourceDialect, attempt, e);
        }
    }

    static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            return; // it is broken, and the server has ended it
        }
    }

    /** Work on the two stores. */
    @FunctionalInterface
    private interface Work<T> {
        T run() throws SQLException;
    }
}
