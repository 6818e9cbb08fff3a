package org.jettyferry.node.registry;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.Logger;

/**
 * Writes this node's row in the registry: that it lives, which version it has applied, and which requests are left to
 * drain; with it goes what {@link NodeStateWriter} and {@link ReleaseWriter} have to say. The time is always the
 * database's. Only the poller's thread uses it.
 *
 * <p>It writes when a heartbeat is due, and at once when the version, the draining requests, the node's state or the
 * schemata that it has let go of have changed, because the operator who drains a schema waits for that. A write that fails
 * does not stop reading: after a short query has proved that the connection still works, it tries again later, with growing
 * pauses.
 */
final class HeartbeatWriter {
    private static final Logger LOG = Logger.getLogger(HeartbeatWriter.class.getName());
    private static final long HOUR_MILLIS = 3_600_000;

    private final NodeIdentity node;
    private final ContextDirectory directory;
    private final RegistryState state;
    private final NodeStateWriter nodeStates;
    private final ReleaseWriter releases;
    private final CountsWriter counts;
    private long due = System.nanoTime();
    private int failures;
    private long sentVersion;
    private Map<String, Long> sentDraining = Collections.emptyMap();
    private boolean registered;

    /**
     * @param nodeState supplies what this node does with requests; see {@link NodeStateWriter}
     * @param released supplies the schemata whose sessions it has let go of; see {@link ReleaseWriter}
     */
    HeartbeatWriter(
            NodeIdentity node,
            ContextDirectory directory,
            RegistryState state,
            Supplier<NodeState> nodeState,
            Supplier<Collection<SchemaRelease>> released) {
        this.node = node;
        this.directory = directory;
        this.state = state;
        this.nodeStates = new NodeStateWriter(node, nodeState);
        this.releases = new ReleaseWriter(node, released);
        this.counts = new CountsWriter(node, directory::counts);
    }

    /** Makes the next heartbeat due at once and complete, because it goes to another registry. */
    void reset() {
        due = System.nanoTime();
        failures = 0;
        sentVersion = 0;
        sentDraining = Collections.emptyMap();
        nodeStates.reset();
        releases.reset();
        counts.reset();
        registered = false;
    }

    /**
     * Writes a heartbeat if one is due or there is news.
     *
     * @param busy whether a run is on, which wants to know what becomes of requests
     * @throws SQLException if the connection is broken
     */
    void beat(RegistryConnection registry, PollerSettings settings, boolean busy) throws SQLException {
        if (settings.serverName().isEmpty()) {
            return;
        }
        long version = state.version(); // read before counting: requests that arrive now follow this version
        if (version != sentVersion) {
            Settling.await();
        }
        Map<String, Long> draining = directory.draining();
        long now = System.nanoTime();
        boolean news = failures == 0
                && (version != sentVersion
                        || !draining.equals(sentDraining)
                        || nodeStates.isNews()
                        || releases.isNews(version)
                        || (busy && counts.isNews()));
        if (!news && now - due < 0) {
            return;
        }
        try {
            write(registry, settings.serverName(), version, draining);
            nodeStates.write(registry, settings);
            releases.write(registry, settings, version);
            counts.write(registry, settings);
            succeeded(now, settings);
            sentVersion = version;
            sentDraining = draining;
        } catch (SQLException e) {
            failed(registry, settings, now, e);
        }
    }

    /** Removes this node's rows from the registry. */
    void signOff(RegistryConnection registry) throws SQLException {
        if (registered) {
            remove(registry.connection(), node.id());
            registered = false;
        }
    }

    private void write(RegistryConnection registry, String serverName, long version, Map<String, Long> draining)
            throws SQLException {
        Connection connection = registry.connection();
        boolean drains = !draining.equals(sentDraining);
        connection.setAutoCommit(!drains); // one transaction, so that no reader sees the rows missing
        try {
            if (!update(registry, serverName, version)) {
                insert(registry, serverName, version);
                nodeStates.reset(); // who has removed the node's row has removed the others too
                releases.reset();
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

    /** Removes killed nodes of this machine and server, one by one by key: a scan would lock rows of live nodes. */
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
        NodeStateWriter.remove(connection, id);
        ReleaseWriter.remove(connection, id);
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

    private void succeeded(long now, PollerSettings settings) {
        if (failures > 0) {
            LOG.info("heartbeats are written again");
            state.heartbeats("");
        }
        failures = 0;
        due = now + settings.heartbeatNanos();
    }

    /** Schedules another try after a failed write; fails only if the registry cannot be read either. */
    private void failed(RegistryConnection registry, PollerSettings settings, long now, SQLException e)
            throws SQLException {
        registry.checkReadableAfter(e);
        RegistryAddress address = settings.registry();
        String why = address == null ? "" : address.hidden(String.valueOf(e.getMessage()));
        if (failures == 0) {
            LOG.warning("this node's heartbeats can't be written (" + why + "), so the tools don't see that it lives;"
                    + " the registry is still read");
        }
        state.heartbeats(why);
        due = now + settings.pauseNanos(failures);
        failures++;
    }
}
