package org.jettyferry.store.detect;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.store.journal.MigrationListener;
import org.jettyferry.store.journal.StoreException;

/** Looks for signs that a node still uses the store: under a living node no row may be touched. */
public final class LiveNodes {
    /** How long no session may have been saved before nodes count as stopped. */
    private static final long QUIET_MILLIS = 10_000;

    private final Connection connection;
    private final Dialect dialect;
    private final Evidence evidence;
    private final NodeHeartbeats heartbeats;

    /**
     * Looks at nothing yet.
     *
     * @param connection asks the server
     * @param dialect of its server
     * @param evidence what was found, and when
     * @param heartbeats the nodes that tell of themselves
     */
    public LiveNodes(Connection connection, Dialect dialect, Evidence evidence, NodeHeartbeats heartbeats) {
        this.connection = connection;
        this.dialect = dialect;
        this.evidence = evidence;
        this.heartbeats = heartbeats;
    }

    /**
     * Passes if there is no sign of life. Waits a little where a session was saved just now: that may have been the
     * last act of a node that was stopped.
     *
     * @param listener is told before it waits
     * @throws StoreException.Refused if there is
     */
    public void check(MigrationListener listener) throws SQLException {
        Optional<StoreException.Refused> signs = signs();
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

    /** The refusal for the signs of life that need no waiting; empty if there are none. */
    public Optional<StoreException.Refused> signs() throws SQLException {
        return seen().map(LiveNodes::alive);
    }

    /** The signs of life that need no waiting, in words; empty if there are none. */
    public Optional<String> seen() throws SQLException {
        List<String> living = heartbeats.living();
        if (!living.isEmpty()) {
            return Optional.of("they tell the registry so: " + String.join("; ", living));
        }
        List<String> users = dialect.server(connection).users(evidence.tables());
        return users.isEmpty()
                ? Optional.empty()
                : Optional.of("these database sessions use the session tables: " + String.join("; ", users));
    }

    private static StoreException.Refused alive(String what) {
        return new StoreException.Refused(
                "nodes are still alive: " + what,
                "Stop every Jetty node of this store first. If you know better, say --assume-stopped."
                        + " Nothing was changed.");
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
