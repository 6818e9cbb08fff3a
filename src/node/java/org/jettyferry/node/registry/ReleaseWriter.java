package org.jettyferry.node.registry;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes this node's answers to {@code ferry_node_release}: one row for each disabled schema whose sessions it has let
 * go of. Only the poller's thread uses it.
 *
 * <p>A row says which version of the registry the node had applied. It is written again for each new version as long
 * as the schema stays disabled, so that a schema that was enabled and disabled again between two polls is answered for
 * the second time too. It is deleted when the schema is enabled.
 *
 * <p>The registry of an older Ferry lacks the table. Heartbeats still count there: if the registry can be read, a write
 * that fails is logged once and tried again with growing pauses.
 */
final class ReleaseWriter {
    private static final Logger LOG = Logger.getLogger(ReleaseWriter.class.getName());
    private static final int LONGEST_PROBLEM = 1000;

    private final String nodeId;
    private final Supplier<Collection<SchemaRelease>> current;

    /** The rows by schema; null where it is not known what the row says, or whether there is one. */
    private final Map<Long, @Nullable Row> written = new HashMap<>();

    private final WriteRetry retry = new WriteRetry();

    /** @param current supplies the answers as they are now; must be cheap, because each round of the poller asks */
    ReleaseWriter(NodeIdentity node, Supplier<Collection<SchemaRelease>> current) {
        this.nodeId = node.id();
        this.current = current;
    }

    /** Makes the next write due, because the rows are gone or another registry follows. */
    void reset() {
        written.replaceAll((schema, row) -> null);
        retry.clear();
    }

    /** Returns whether an answer has changed since it was written, so that a heartbeat is due at once. */
    boolean isNews(long version) {
        return !retry.failing() && !rows(version).equals(written);
    }

    /**
     * Writes the answers that have changed, and deletes those that hold no more.
     *
     * @param version the version of the registry that the node has applied
     * @throws SQLException if the connection is broken
     */
    void write(RegistryConnection registry, PollerSettings settings, long version) throws SQLException {
        Map<Long, Row> rows = rows(version);
        if (rows.equals(written) || retry.pausing()) {
            return;
        }
        try {
            for (Map.Entry<Long, Row> row : rows.entrySet()) {
                if (!row.getValue().equals(written.get(row.getKey()))) {
                    put(registry.connection(), row.getValue());
                    written.put(row.getKey(), row.getValue());
                }
            }
            deleteOthers(registry.connection(), rows.keySet());
            retry.clear();
        } catch (SQLException e) {
            registry.checkReadableAfter(e);
            failed(settings, e);
        }
    }

    /** Removes the rows of a node, if the registry has the table. */
    static void remove(Connection connection, String nodeId) {
        try (PreparedStatement statement =
                connection.prepareStatement("delete from ferry_node_release where node_id = ?")) {
            statement.setString(1, nodeId);
            statement.executeUpdate();
        } catch (SQLException e) {
            LOG.log(Level.FINE, "a registry of an older Ferry", e);
        }
    }

    private Map<Long, Row> rows(long version) {
        Map<Long, Row> rows = new HashMap<>();
        current.get().forEach(release -> rows.put(release.schemaId(), new Row(version, release)));
        return rows;
    }

    private void put(Connection connection, Row row) throws SQLException {
        if (!execute(
                connection,
                "update ferry_node_release set registry_version = ?, sessions_written = ?, sessions_released = ?,"
                        + " problem = ? where node_id = ? and schema_id = ?",
                row)) {
            execute(
                    connection,
                    "insert into ferry_node_release (registry_version, sessions_written, sessions_released, problem,"
                            + " node_id, schema_id) values (?, ?, ?, ?, ?, ?)",
                    row);
        }
        if (row.release.request() != 0) {
            putEnded(connection, row.release);
        }
    }

    /** A registry that can request it has the columns. */
    private void putEnded(Connection connection, SchemaRelease release) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "update ferry_node_release set ended_version = ?, sessions_ended = ? where node_id = ? and schema_id = ?")) {
            statement.setLong(1, release.request());
            statement.setLong(2, release.ended());
            statement.setString(3, nodeId);
            statement.setLong(4, release.schemaId());
            statement.executeUpdate();
        }
    }

    private boolean execute(Connection connection, String sql, Row row) throws SQLException {
        String problem = row.release.problem();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, row.version);
            statement.setLong(2, row.release.written());
            statement.setLong(3, row.release.released());
            statement.setString(4, problem.substring(0, Math.min(LONGEST_PROBLEM, problem.length())));
            statement.setString(5, nodeId);
            statement.setLong(6, row.release.schemaId());
            return statement.executeUpdate() > 0;
        }
    }

    private void deleteOthers(Connection connection, Set<Long> kept) throws SQLException {
        Set<Long> others = new HashSet<>(written.keySet());
        others.removeAll(kept);
        for (long schema : others) {
            try (PreparedStatement statement =
                    connection.prepareStatement("delete from ferry_node_release where node_id = ? and schema_id = ?")) {
                statement.setString(1, nodeId);
                statement.setLong(2, schema);
                statement.executeUpdate();
            }
            written.remove(schema);
        }
    }

    private void failed(PollerSettings settings, SQLException e) {
        String why = retry.failed(settings, e);
        if (why != null) {
            LOG.warning("the registry cannot store that this node has let go of the sessions of a disabled schema ("
                    + why
                    + "), so no tool will migrate them; heartbeats are written; run any registry command of `ferry` to"
                    + " update its tables, and let this node's login write to ferry_node_release");
        }
    }

    /** An answer, and the version of the registry that it holds for. */
    private static final class Row {
        final long version;
        final SchemaRelease release;

        Row(long version, SchemaRelease release) {
            this.version = version;
            this.release = release;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Row && version == ((Row) other).version && release.equals(((Row) other).release);
        }

        @Override
        public int hashCode() {
            return Long.hashCode(version) * 31 + release.hashCode();
        }
    }
}
