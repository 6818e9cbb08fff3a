package org.jettyferry.store.transfer;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.ErrorKind;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.Transaction;
import org.jettyferry.jetty.RowConventions;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.store.detect.Evidence;
import org.jettyferry.store.plan.MigrationOptions;
import org.jettyferry.store.table.SessionTable;

/**
 * Migrates the sessions of some web applications from one session store to another while nodes use both. The package
 * description has the steps. It holds its connections from {@link #open} to {@link #close}; for one thread.
 *
 * <p>Every method can be killed at any instant and called again, by another process too: the same transfer goes on.
 */
public final class SessionTransfer implements AutoCloseable {
    private static final int CHUNK = 1000;

    /** How many copies a program remembers; each takes some 250 bytes of its memory. */
    private static final long MOST_REMEMBERED = 1_000_000;

    /** How much earlier than a copy a save counts as one during it: the nodes' clocks may differ that much. */
    static final long CLOCKS_DIFFER_MILLIS = 600_000;

    private final Connection source;
    private final Connection sourceReader;
    private final Connection target;
    private final Connection targetReader;
    private final Dialect sourceDialect;
    private final Evidence from;
    private final Evidence to;
    private final SessionChoice choice;
    private final ArrivingSessions waiting;
    private final TransferState state;
    private final Departure departure;
    private final Dialect targetDialect;
    private final List<SessionColumn> columns;
    private final RowConverter converter;
    private final SourceView view;
    private Optional<SourceSessions> rows = Optional.empty();
    private Optional<PreparedArrival> prepared = Optional.empty();

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
        this.choice = choice;
        RowConventions fromRows = RowConventions.of(source.release());
        RowConventions toRows = RowConventions.of(target.release());
        this.from = UsableStore.of(source, this.source);
        this.to = UsableStore.of(target, this.target);
        SessionTable sessions = to.sessions();
        this.columns = Stream.of(SessionColumn.values())
                .filter(column -> column != SessionColumn.MAP && sessions.has(column))
                .toList();
        this.waiting = new ArrivingSessions(this.target, targetDialect, sessions, columns, id, ArrivingSessions.TABLE);
        this.state =
                new TransferState(this.target, targetDialect, sessions.name().schema(), id);
        this.departure = new Departure(this.source, sourceDialect, from.sessions(), IdsTable.of(from), id);
        this.converter = new RowConverter(choice, options, fromRows, toRows, sessions, columns, targetDialect);
        this.view =
                new SourceView(this.source, sourceDialect, from.sessions(), fromRows, toRows, choice, options, columns);
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
            takeBack();
            if (hasArrived()) {
                throw new OperatorException(Kind.REFUSED, "the sessions have arrived already", "Nothing was changed.");
            }
            return pass();
        });
    }

    /**
     * Puts the copies into the target's session table beforehand, in a transaction that stays open until {@link #arrive}: until
     * then nobody sees them, and {@code arrive} takes as long as what has changed meanwhile, however many they are. Nodes may
     * work on both stores meanwhile; they wait for nothing but a session that has the id and web application of one of these.
     *
     * <p>Does nothing where it is of no use: if others go on with the sessions, if they are too many to be remembered, and on a
     * server on which such a transaction disturbs others. Then {@code arrive} does all of it.
     *
     * @return whether it was done
     */
    public boolean prepare() {
        return asking("put the sessions in beforehand", () -> {
            takeBack();
            if (hasArrived() || choice.copies() || !targetDialect.hidesUncommittedRows()) {
                return false;
            }
            pass();
            if (waiting.all() > MOST_REMEMBERED) {
                return false;
            }
            Sql.execute(target, waiting.analyze());
            try {
                prepared = Optional.of(begin());
                prepared.get().follow();
                return true;
            } catch (SQLException e) {
                takeBack();
                if (targetDialect.classify(e) != ErrorKind.OTHER) {
                    throw e; // arrive would fail too, and by then the web applications are closed
                }
                return false; // for example MySQL with binlog_format = STATEMENT, which refuses this isolation
            } catch (RuntimeException e) {
                takeBack();
                throw e;
            }
        });
    }

    /**
     * Copies what has changed since the last {@link #copy} or {@link #prepare}, and puts the sessions into the target's session
     * table. Call it only while no node of either server serves these web applications, and all have written and let go of their
     * sessions. If they have arrived before, it does nothing.
     */
    public TransferResult arrive() {
        return asking("bring the sessions in", () -> {
            if (prepared.isPresent()) {
                try {
                    return prepared.get().arrive(state);
                } catch (SQLException e) {
                    takeBack(); // the table of transfers says whether it was committed
                    return arriveUnprepared();
                } finally {
                    takeBack();
                }
            }
            return arriveUnprepared();
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
            new KeyStream(targetReader, targetDialect, keyParts(), CHUNK / 2)
                    .forEachChunk(
                            waiting.leaving(keyParts()),
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
        takeBack();
        Stream.of(source, sourceReader, target, targetReader).forEach(SessionTransfer::close);
    }

    private boolean hasArrived() throws SQLException {
        return state.find()
                .filter(entry -> entry.phase() == TransferState.Phase.ARRIVED)
                .isPresent();
    }

    private TransferResult pass() throws SQLException {
        waiting.make();
        long now = view.now();
        rows = Optional.of(view.rows(state.begin(now - CLOCKS_DIFFER_MILLIS).hotSince()));
        CopyPass pass = new CopyPass(sourceReader, targetReader, sourceDialect, targetDialect, waiting, converter);
        return pass.run(rows.get(), now, new WaitingRoom(target, waiting, rows -> {}));
    }

    private PreparedArrival begin() throws SQLException {
        return PreparedArrival.begin(
                target, arrival(), new Follower(sourceReader, view, rows.orElseThrow(), converter));
    }

    private TransferResult arriveUnprepared() throws SQLException {
        if (hasArrived()) {
            return new TransferResult(waiting.count(), 0, 0, waiting.refused());
        }
        TransferResult result = pass();
        return Transaction.run(target, () -> {
            if (choice.copies()) {
                waiting.refuseOutdated();
            }
            arrival().run();
            state.arrived();
            return new TransferResult(waiting.count(), result.changed(), result.removed(), result.refused());
        });
    }

    private void takeBack() {
        prepared.ifPresent(PreparedArrival::close);
        prepared = Optional.empty();
    }

    private Arrival arrival() {
        return new Arrival(target, targetDialect, to.sessions(), IdsTable.of(to), waiting, columns);
    }

    private int keyParts() {
        return from.sessions().keyColumns().size();
    }

    private static List<String> digests(Collection<SourceKey> keys) {
        return keys.stream().map(SourceKey::digest).toList();
    }

    private <T> T asking(String attempt, Transaction.Work<T> work) {
        return TransferErrors.asking(sourceDialect, attempt, work);
    }

    static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            return; // it is broken, and the server has ended it
        }
    }
}
