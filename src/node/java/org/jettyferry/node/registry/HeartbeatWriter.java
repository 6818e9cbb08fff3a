package org.jettyferry.node.registry;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Tells the registry that this node lives, which version it obeys and what is still in flight. The time is always the
 * database's. Used by the poller's thread alone.
 */
final class HeartbeatWriter {
    private static final Logger LOG = Logger.getLogger(HeartbeatWriter.class.getName());
    private static final long HOUR_MILLIS = 3_600_000;
    private static final int LONGEST_REASON = 1000;
    private static final long LONGEST_REST = 60_000_000_000L;

    /**
     * How long after a decision has changed the requests in flight are counted. A request notes that it is in flight before
     * it reads the decision, but without a fence between the two, which would cost more than all the rest; what it wrote
     * is seen by all in far less than this.
     */
    private static final long SETTLING_NANOS = 1_000_000;

    private final NodeIdentity node;
    private final ContextDirectory directory;
    private final RegistryState state;
    private long due = System.nanoTime();
    private int refusals;
    private long toldVersion;
    private Map<String, Long> toldDraining = Collections.emptyMap();
    private boolean registered;
    private Supplier<String> guard = () -> "";
    private Supplier<String> guardReason = () -> "";
    private String toldGuard = "";
    private boolean guardRefused;

    HeartbeatWriter(NodeIdentity node, ContextDirectory directory, RegistryState state) {
        this.node = node;
        this.directory = directory;
        this.state = state;
    }

    /** Says what to tell of the guard; before the first heartbeat. */
    void guard(Supplier<String> state, Supplier<String> reason) {
        guard = state;
        guardReason = reason;
    }

    /** The next one is due at once, and tells everything. */
    void startAnew() {
        due = System.nanoTime();
        refusals = 0;
        toldVersion = 0;
        toldDraining = Collections.emptyMap();
        toldGuard = "";
        guardRefused = false;
        registered = false;
    }

    /**
     * Sends one if it is due, or if there is news: the operator who drains a schema waits for it.
     *
     * @throws SQLException if the connection is no good any more
     */
    void beat(RegistryConnection registry, PollerSettings settings) throws SQLException {
        if (settings.serverName().isEmpty()) {
            return;
        }
        long version = state.version(); // before the requests are counted: it is obeyed by those that come now
        if (version != toldVersion) {
            LockSupport.parkNanos(SETTLING_NANOS);
        }
        Map<String, Long> draining = directory.draining();
        long now = System.nanoTime();
        boolean guardNews = !guardRefused && !toldGuard.equals(guard.get());
        boolean news = refusals == 0 && (version != toldVersion || guardNews || !draining.equals(toldDraining));
        if (!news && now - due < 0) {
            return;
        }
        try {
            write(registry, settings.serverName(), version, draining);
            tellGuard(registry.connection());
            accepted(now, settings);
            toldVersion = version;
            toldDraining = draining;
        } catch (SQLException e) {
            refused(registry, settings, now, e);
        }
    }

    /** Takes this node off the list. */
    void farewell(RegistryConnection registry) throws SQLException {
        if (registered) {
            remove(registry.connection(), node.id());
            registered = false;
        }
    }

    private void write(RegistryConnection registry, String serverName, long version, Map<String, Long> draining)
            throws SQLException {
        Connection connection = registry.connection();
        boolean drains = !draining.equals(toldDraining);
        connection.setAutoCommit(!drains); // nobody may see the rows gone while they are exchanged
        try {
            if (!update(registry, serverName, version)) {
                insert(registry, serverName, version);
            }
            if (drains) {
                replaceDraining(connection, draining);
                connection.commit();
            }
        } catch (SQLException | RuntimeException e) {
            rollBack(connection);
            throw e;
        }
        connection.setAutoCommit(true);
        if (!registered) {
            registered = true;
            removeDead(registry, serverName);
        }
    }

    /** In a table of its own, which a registry of an older Ferry does not have: such a node is listed all the same. */
    private void tellGuard(Connection connection) throws SQLException {
        String state = guard.get();
        if (state.equals(toldGuard)) {
            return;
        }
        try {
            delete(connection, "delete from ferry_node_guard where node_id = ?", node.id());
            if (!state.isEmpty()) {
                insertGuard(connection, state);
            }
            toldGuard = state;
            guardRefused = false;
        } catch (SQLException e) {
            probe(connection, e);
            if (!guardRefused) {
                LOG.warning("the registry does not take in that the guard keeps this node closed (" + e.getMessage()
                        + "); any command of `ferry` on the registry brings its tables up to date");
            }
            guardRefused = true; // the next heartbeat that is due tries again
        }
    }

    private void insertGuard(Connection connection, String state) throws SQLException {
        String reason = guardReason.get();
        try (PreparedStatement statement =
                connection.prepareStatement("insert into ferry_node_guard (node_id, state, reason) values (?, ?, ?)")) {
            statement.setString(1, node.id());
            statement.setString(2, state);
            statement.setString(3, reason.substring(0, Math.min(LONGEST_REASON, reason.length())));
            statement.executeUpdate();
        }
    }

    private boolean update(RegistryConnection registry, String serverName, long version) throws SQLException {
        try (PreparedStatement statement = registry.connection()
                .prepareStatement("update ferry_node set server_name = ?, heartbeat_ms = "
                        + registry.product().now()
                        + ", registry_version = ?, in_flight = ? where node_id = ?")) {
            statement.setString(1, serverName);
            statement.setLong(2, version);
            statement.setLong(3, directory.inFlight());
            statement.setString(4, node.id());
            return statement.executeUpdate() > 0;
        }
    }

    private void insert(RegistryConnection registry, String serverName, long version) throws SQLException {
        String now = registry.product().now();
        try (PreparedStatement statement = registry.connection()
                .prepareStatement("insert into ferry_node (node_id, server_name, host, jetty_version, ferry_version,"
                        + " generation, started_ms, heartbeat_ms, registry_version, in_flight)"
                        + " values (?, ?, ?, ?, ?, ?, " + now + ", " + now + ", ?, ?)")) {
            statement.setString(1, node.id());
            statement.setString(2, serverName);
            statement.setString(3, node.host());
            statement.setString(4, node.jettyVersion());
            statement.setString(5, node.ferryVersion());
            statement.setString(6, node.generation());
            statement.setLong(7, version);
            statement.setLong(8, directory.inFlight());
            statement.executeUpdate();
        }
    }

    private void replaceDraining(Connection connection, Map<String, Long> draining) throws SQLException {
        delete(connection, "delete from ferry_node_context where node_id = ?", node.id());
        if (draining.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(
                "insert into ferry_node_context (node_id, context_id, in_flight) values (?, ?, ?)")) {
            for (Map.Entry<String, Long> context : draining.entrySet()) {
                statement.setString(1, node.id());
                statement.setString(2, context.getKey());
                statement.setLong(3, context.getValue());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Nodes of this machine and server that were killed. One by one by their keys: a scan would lock living ones. */
    private void removeDead(RegistryConnection registry, String serverName) throws SQLException {
        List<String> dead = new ArrayList<>();
        try (PreparedStatement statement = registry.connection()
                .prepareStatement("select node_id from ferry_node where host = ? and server_name = ?"
                        + " and heartbeat_ms < " + registry.product().now() + " - " + HOUR_MILLIS)) {
            statement.setString(1, node.host());
            statement.setString(2, serverName);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    dead.add(row.getString(1));
                }
            }
        }
        for (String id : dead) {
            remove(registry.connection(), id);
        }
    }

    private static void remove(Connection connection, String id) throws SQLException {
        try {
            delete(connection, "delete from ferry_node_guard where node_id = ?", id);
        } catch (SQLException e) {
            LOG.log(Level.FINE, "a registry of an older Ferry", e);
        }
        delete(connection, "delete from ferry_node_context where node_id = ?", id);
        delete(connection, "delete from ferry_node where node_id = ?", id);
    }

    private static void delete(Connection connection, String sql, String id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, id);
            statement.executeUpdate();
        }
    }

    private static void rollBack(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private void accepted(long now, PollerSettings settings) {
        if (refusals > 0) {
            LOG.info("heartbeats are written again");
            state.heartbeats("");
        }
        refusals = 0;
        due = now + settings.heartbeatNanos();
    }

    /** A registry that may only be read is still good for reading. */
    private void refused(RegistryConnection registry, PollerSettings settings, long now, SQLException e)
            throws SQLException {
        probe(registry.connection(), e);
        RegistryAddress address = settings.registry();
        String why = address == null ? "" : address.hidden(String.valueOf(e.getMessage()));
        if (refusals == 0) {
            LOG.warning("this node's heartbeats can't be written (" + why + "), so the tools don't see that it lives;"
                    + " the registry is still read");
        }
        state.heartbeats(why);
        due = now + Math.min(LONGEST_REST, settings.heartbeatNanos() << Math.min(refusals, 6));
        refusals++;
    }

    private static void probe(Connection connection, SQLException cause) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select version from ferry_registry where id = 1")) {
            row.next();
        } catch (SQLException e) {
            cause.addSuppressed(e);
            throw cause;
        }
    }
}
