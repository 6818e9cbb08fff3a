package org.jettyferry.store.detect;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.store.journal.MigrationListener;

/**
 * Looks for signs that a node still uses the store. A live node would save sessions into the old table, where the swap
 * loses them.
 *
 * <p>Three signs count: a heartbeat in the registry, a database session that uses the tables, and a session saved
 * within the last ten seconds. Only the last is ambiguous, because it may be the last act of a node that has stopped;
 * so it is watched until ten seconds have passed without a save.
 */
public final class LiveNodes {
    /** Milliseconds without a save after which nodes count as stopped. */
    private static final long QUIET_MILLIS = 10_000;

    private final Connection connection;
    private final Dialect dialect;
    private final Evidence evidence;
    private final NodeHeartbeats heartbeats;

    /**
     * Creates the check; reads nothing yet.
     *
     * @param connection to read over
     * @param dialect of its server
     * @param evidence of the detection
     * @param heartbeats the live nodes of the registry
     */
    public LiveNodes(Connection connection, Dialect dialect, Evidence evidence, NodeHeartbeats heartbeats) {
        this.connection = connection;
        this.dialect = dialect;
        this.evidence = evidence;
        this.heartbeats = heartbeats;
    }

    /**
     * Passes if there is no sign of life. Waits if a session was saved just now.
     *
     * @param listener gets a note before the wait
     * @throws OperatorException if there is a sign of life
     */
    public void check(MigrationListener listener) throws SQLException {
        Optional<OperatorException> signs = signs();
        if (signs.isPresent()) {
            throw signs.get();
        }
        TableStatistics statistics = evidence.survey();
        long quietFor = statistics.now() - statistics.newestSave();
        if (statistics.rows() == 0 || quietFor >= QUIET_MILLIS) {
            return;
        }
        long millis = QUIET_MILLIS - Math.max(0, quietFor);
        listener.note("A session was saved just now; watching for " + (millis + 999) / 1000
                + " s that no node saves another one.");
        pause(millis);
        TableStatistics again = new TableScanner(connection, dialect, evidence.sessions()).survey();
        if (!again.check().equals(statistics.check())) {
            throw alive("sessions are being saved right now");
        }
    }

    /** Returns the refusal for signs that need no wait; empty if there are none. */
    public Optional<OperatorException> signs() throws SQLException {
        return seen().map(LiveNodes::alive);
    }

    /** Returns the signs that need no wait, in words; empty if there are none. */
    public Optional<String> seen() throws SQLException {
        List<String> living = heartbeats.living();
        if (!living.isEmpty()) {
            return Optional.of("the registry has their heartbeats: " + String.join("; ", living));
        }
        List<String> users = dialect.server(connection).users(evidence.tables());
        return users.isEmpty()
                ? Optional.empty()
                : Optional.of("these database sessions use the session tables: " + String.join("; ", users));
    }

    private static OperatorException alive(String what) {
        return new OperatorException(
                Kind.REFUSED,
                "nodes are still alive: " + what,
                "Stop every Jetty node of this store first. If you know better, say --assume-stopped."
                        + " Nothing was changed.");
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
