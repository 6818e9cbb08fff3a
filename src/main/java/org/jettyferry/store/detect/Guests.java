package org.jettyferry.store.detect;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jetty.Generation;
import org.jettyferry.jetty.GuestLock;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.store.journal.MigrationListener;

/**
 * Tells guests from other nodes. A guest holds the advisory lock of its worker name as long as it lives, and its worker name
 * stands in the rows that it has saved last.
 *
 * @param connection to read over
 * @param dialect of its server
 * @param evidence of the detection
 */
public record Guests(Connection connection, Dialect dialect, Evidence evidence) {
    /** Beside guests each node saves at once what a request changes. After so long without a save it counts as stopped. */
    private static final long RECENT_MILLIS = 10_000;

    /**
     * A worker name in the rows.
     *
     * @param name of the worker
     * @param quietMillis how long ago it saved its newest session, by the clock of the database
     */
    private record Worker(String name, long quietMillis) {}

    /** Returns the worker names of the guests that live and have saved a session. */
    public List<String> living() throws SQLException {
        List<String> living = new ArrayList<>();
        for (Worker worker : workers()) {
            if (isGuest(worker)) {
                living.add(worker.name());
            }
        }
        return living;
    }

    /**
     * Passes if there is no sign of a node that is no guest. Waits if such a node may have stopped just now.
     *
     * @param heartbeats the live nodes of the registry
     * @param listener gets a note before the wait
     * @throws OperatorException if there is a sign
     */
    public void requireNoStranger(NodeHeartbeats heartbeats, MigrationListener listener) throws SQLException {
        refuse(certain(heartbeats));
        if (!saving().isEmpty()) {
            listener.note("Watching for " + RECENT_MILLIS / 1000 + " s that " + String.join(" and ", saving())
                    + ", no guest, saves no further session.");
            LiveNodes.pause(RECENT_MILLIS);
            refuse(saving());
        }
    }

    /**
     * Returns the refusal for signs of a node that is no guest, without a wait; empty if there are none.
     *
     * @param heartbeats the live nodes of the registry
     */
    public Optional<OperatorException> strangers(NodeHeartbeats heartbeats) throws SQLException {
        return seen(heartbeats).map(Guests::refusal);
    }

    /**
     * Returns the signs of a node that is no guest, in words and without a wait; empty if there are none.
     *
     * @param heartbeats the live nodes of the registry
     */
    public Optional<String> seen(NodeHeartbeats heartbeats) throws SQLException {
        List<String> strangers = new ArrayList<>(certain(heartbeats));
        strangers.addAll(saving());
        return strangers.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", strangers));
    }

    /** Returns signs that need no wait. */
    private List<String> certain(NodeHeartbeats heartbeats) throws SQLException {
        List<String> strangers = new ArrayList<>();
        if (evidence.sessions().generation() == Generation.ONE) { // a guest needs generation 2 by itself
            strangers.addAll(heartbeats.livingOf(Generation.ONE));
        }
        dialect.server(connection).users(evidence.tables()).stream()
                .filter(user -> user.contains("program ") && !user.contains("program " + GuestLock.PROGRAM))
                .forEach(strangers::add);
        return strangers;
    }

    /** Returns the workers that are no guests and have saved a session just now. */
    private List<String> saving() throws SQLException {
        List<String> saving = new ArrayList<>();
        for (Worker worker : workers()) {
            if (worker.quietMillis() < RECENT_MILLIS && !isGuest(worker)) {
                saving.add("worker " + worker.name());
            }
        }
        return saving;
    }

    private static void refuse(List<String> strangers) {
        if (!strangers.isEmpty()) {
            throw refusal(String.join("; ", strangers));
        }
    }

    private static OperatorException refusal(String strangers) {
        return new OperatorException(
                Kind.REFUSED,
                "nodes are alive that are no guests: " + strangers,
                "Replace them by guests, or stop them. If you know better, say --assume-stopped. Nothing was changed.");
    }

    private boolean isGuest(Worker worker) throws SQLException {
        return dialect.server(connection)
                .isLocked(GuestLock.name(evidence.sessions().name().toString(), worker.name()));
    }

    private List<Worker> workers() throws SQLException {
        String node = dialect.unpadded(
                "s." + evidence.sessions().sql(dialect, SessionColumn.LAST_NODE),
                evidence.sessions().type(SessionColumn.LAST_NODE));
        return Sql.rows(
                        connection,
                        row -> new Worker(String.valueOf(row.getString(1)), row.getLong(2)),
                        "select " + node + ", " + dialect.nowMillis() + " - max(s."
                                + evidence.sessions().sql(dialect, SessionColumn.LAST_SAVED_TIME) + ") from "
                                + evidence.sessions().name().sql(dialect) + " s group by " + node)
                .stream()
                .filter(worker -> !worker.name().isEmpty() && !worker.name().equals("null"))
                .toList();
    }
}
