package org.jettyferry.node.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Reads the heartbeats of all nodes for the status page, as often as this node writes its own, while the page is on. Only the
 * poller's thread uses it.
 */
final class SeenNodes {
    /** More nodes fit no page. */
    private static final int MOST = 1000;

    private final RegistryState state;
    private long due = System.nanoTime();

    SeenNodes(RegistryState state) {
        this.state = state;
    }

    /** Makes the next reading due at once, because another registry follows. */
    void reset() {
        due = System.nanoTime();
    }

    /**
     * Reads them if that is due.
     *
     * @throws SQLException if the connection is broken
     */
    void read(RegistryConnection registry, PollerSettings settings) throws SQLException {
        if (!settings.showsNodes() || System.nanoTime() - due < 0) {
            return;
        }
        due = System.nanoTime() + settings.heartbeatNanos();
        try {
            state.nodes(all(registry));
        } catch (SQLException e) {
            registry.checkReadableAfter(e);
            state.nodes(Collections.emptyList());
        }
    }

    private static List<SeenNode> all(RegistryConnection registry) throws SQLException {
        try (Statement statement = registry.connection().createStatement()) {
            statement.setMaxRows(MOST);
            List<SeenNode> nodes = new ArrayList<>();
            try (ResultSet row = statement.executeQuery("select server_name, host, jetty_version, "
                    + registry.product().now()
                    + " - heartbeat_ms, registry_version, in_flight from ferry_node"
                    + " order by server_name, host, started_ms")) {
                while (row.next()) {
                    nodes.add(new SeenNode(
                            RegistryConnection.text(row, 1),
                            RegistryConnection.text(row, 2),
                            RegistryConnection.text(row, 3),
                            row.getLong(4),
                            row.getLong(5),
                            row.getLong(6)));
                }
            }
            return Collections.unmodifiableList(nodes);
        }
    }
}
