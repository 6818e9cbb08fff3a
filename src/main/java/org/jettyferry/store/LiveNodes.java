package org.jettyferry.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jettyferry.database.Dialect;

/** Looks for signs that a node still uses the store: under a living node no row may be touched. */
final class LiveNodes {
    private final Connection connection;
    private final Dialect dialect;
    private final Evidence evidence;
    private final Heartbeats heartbeats;

    LiveNodes(Connection connection, Dialect dialect, Evidence evidence, Heartbeats heartbeats) {
        this.connection = connection;
        this.dialect = dialect;
        this.evidence = evidence;
        this.heartbeats = heartbeats;
    }

    /**
     * Passes if there is no sign of life. Waits a little where a session was saved just now: that may have been the last
     * act of a node that was stopped.
     *
     * @throws StoreException.Refused if there is
     */
    void check(CarryListener listener) throws SQLException {
        List<String> living = heartbeats.living();
        if (!living.isEmpty()) {
            throw alive("they tell the registry so: " + String.join("; ", living));
        }
        List<String> users = dialect.server(connection).users(evidence.tables());
        if (!users.isEmpty()) {
            throw alive("these database sessions use the session tables: " + String.join("; ", users));
        }
        Survey survey = evidence.survey();
        long quietFor = survey.now() - survey.newestSave();
        if (survey.rows() == 0 || quietFor >= CarryListener.QUIET_MILLIS) {
            return;
        }
        long millis = CarryListener.QUIET_MILLIS - Math.max(0, quietFor);
        listener.note("A session was saved just now; watching for " + (millis + 999) / 1000
                + " s that no node saves another one.");
        pause(millis);
        Survey again = new Surveyor(connection, dialect, evidence.sessions()).survey();
        if (!again.check().equals(survey.check())) {
            throw alive("sessions are being saved right now");
        }
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
