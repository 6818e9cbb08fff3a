package org.jettyferry.node.registry;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes this node's {@link NodeState} to its row in {@code ferry_node_state}, when it has changed and not with each
 * heartbeat. Only the poller's thread uses it.
 *
 * <p>A registry of an older Ferry lacks the table, or the columns of {@link #writeDeclared}. Heartbeats still count
 * there: if the registry can be read, a write that fails is logged once and tried again with growing pauses.
 */
final class NodeStateWriter {
    private static final Logger LOG = Logger.getLogger(NodeStateWriter.class.getName());
    private static final int LONGEST_REASON = 1000;

    /** What this node can be asked for, for tools that must not ask in vain. */
    private static final String ABILITIES = "end-sessions";

    /** What follows when its Jetty has shown that it can. */
    private static final String READS_SESSIONS = " read-sessions";

    private final String nodeId;
    private final Supplier<NodeState> current;
    private @Nullable NodeState written;
    private final WriteRetry retry = new WriteRetry();

    /** @param current supplies the state as it is now; must be cheap, because each round of the poller asks */
    NodeStateWriter(NodeIdentity node, Supplier<NodeState> current) {
        this.nodeId = node.id();
        this.current = current;
    }

    /** Makes the next write due, because the row is gone or another registry follows. */
    void reset() {
        written = null;
        retry.clear();
    }

    /** Returns whether the state has changed since it was written, so that a heartbeat is due at once. */
    boolean isNews() {
        return !retry.failing() && !current.get().equals(written);
    }

    /**
     * Writes the state if it has changed.
     *
     * @throws SQLException if the connection is broken
     */
    void write(RegistryConnection registry, PollerSettings settings) throws SQLException {
        NodeState now = current.get();
        if (now.equals(written) || retry.pausing()) {
            return;
        }
        try {
            if (!update(registry.connection(), now)) {
                insert(registry.connection(), now);
            }
            writeDeclared(registry.connection(), now);
            writeAbilities(registry.connection(), now);
            written = now;
            retry.clear();
        } catch (SQLException e) {
            registry.checkReadableAfter(e);
            failed(settings, e);
        }
    }

    /** Removes the row of a node, if the registry has the table. */
    static void remove(Connection connection, String nodeId) {
        try (PreparedStatement statement =
                connection.prepareStatement("delete from ferry_node_state where node_id = ?")) {
            statement.setString(1, nodeId);
            statement.executeUpdate();
        } catch (SQLException e) {
            LOG.log(Level.FINE, "a registry of an older Ferry", e);
        }
    }

    private boolean update(Connection connection, NodeState state) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "update ferry_node_state set unknown_context = ?, guard = ?, guard_reason = ? where node_id = ?")) {
            return execute(statement, state) > 0;
        }
    }

    private void insert(Connection connection, NodeState state) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "insert into ferry_node_state (unknown_context, guard, guard_reason, node_id) values (?, ?, ?, ?)")) {
            execute(statement, state);
        }
    }

    /** Writes what an older registry has no columns for, after all that it has: so it stores at least that. */
    private void writeDeclared(Connection connection, NodeState state) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "update ferry_node_state set schema_versions = ?, cluster_name = ? where node_id = ?")) {
            statement.setString(1, state.schemaVersions());
            statement.setString(2, state.cluster());
            statement.setString(3, nodeId);
            statement.executeUpdate();
        }
    }

    /** Comes last, because it was the last to come. */
    private void writeAbilities(Connection connection, NodeState state) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("update ferry_node_state set abilities = ? where node_id = ?")) {
            statement.setString(1, state.readsSessions() ? ABILITIES + READS_SESSIONS : ABILITIES);
            statement.setString(2, nodeId);
            statement.executeUpdate();
        }
    }

    private int execute(PreparedStatement statement, NodeState state) throws SQLException {
        String reason = state.guardReason();
        statement.setString(1, state.unknownContext());
        statement.setString(2, state.guard());
        statement.setString(3, reason.substring(0, Math.min(LONGEST_REASON, reason.length())));
        statement.setString(4, nodeId);
        return statement.executeUpdate();
    }

    private void failed(PollerSettings settings, SQLException e) {
        String why = retry.failed(settings, e);
        if (why != null) {
            LOG.warning("the registry cannot store all that this node tells of itself, such as unknownContext,"
                    + " schemaVersions and what its guard does ("
                    + why
                    + "); heartbeats are written; run any registry command of `ferry` to update its tables, and let"
                    + " this node's login write to ferry_node_state");
        }
    }
}
