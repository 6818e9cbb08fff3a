package org.jettyferry.node.registry;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes to {@code ferry_node_count} what became of the requests that this node did not let through, by schema: with
 * heartbeats, and each second while a run is on. Only the poller's thread uses it.
 *
 * <p>The rows stay when the node ends, so that their sums only grow; a node that starts deletes those of a month ago.
 * The registry of an older Ferry lacks the table: then nothing is written, and heartbeats still count.
 */
final class CountsWriter {
    private static final Logger LOG = Logger.getLogger(CountsWriter.class.getName());
    private static final long MONTH_MILLIS = TimeUnit.DAYS.toMillis(30);
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final String nodeId;
    private final Supplier<Collection<SchemaCounts>> current;
    private final Map<Long, SchemaCounts> written = new HashMap<>();
    private final WriteRetry retry = new WriteRetry();
    private long next = System.nanoTime();
    private boolean cleaned;

    /** @param current supplies the counts as they are now; must be cheap */
    CountsWriter(NodeIdentity node, Supplier<Collection<SchemaCounts>> current) {
        this.nodeId = node.id();
        this.current = current;
    }

    /** Makes the next write due, because another registry follows. */
    void reset() {
        written.clear();
        retry.clear();
        cleaned = false;
    }

    /** Returns whether counts have changed since they were written, a second ago or more. */
    boolean isNews() {
        return !retry.failing()
                && System.nanoTime() - next >= 0
                && current.get().stream().anyMatch(this::changed);
    }

    /**
     * Writes the counts that have changed.
     *
     * @throws SQLException if the connection is broken
     */
    void write(RegistryConnection registry, PollerSettings settings) throws SQLException {
        if (retry.pausing()) {
            return;
        }
        try {
            for (SchemaCounts counts : current.get()) {
                if (changed(counts)) {
                    clean(registry);
                    put(registry, settings.serverName(), counts);
                    written.put(counts.schemaId(), counts);
                }
            }
            next = System.nanoTime() + PAUSE_NANOS;
            retry.clear();
        } catch (SQLException e) {
            registry.checkReadableAfter(e);
            failed(settings, e);
        }
    }

    private boolean changed(SchemaCounts counts) {
        SchemaCounts known = written.get(counts.schemaId());
        return known == null || !known.equals(counts);
    }

    private void clean(RegistryConnection registry) throws SQLException {
        if (!cleaned) {
            try (PreparedStatement delete = registry.connection()
                    .prepareStatement("delete from ferry_node_count where changed_ms < "
                            + registry.product().now() + " - " + MONTH_MILLIS)) {
                delete.executeUpdate();
            }
            cleaned = true;
        }
    }

    private void put(RegistryConnection registry, String server, SchemaCounts counts) throws SQLException {
        Connection connection = registry.connection();
        String now = registry.product().now();
        String redirect = counts.redirected() == 0 ? "null" : now + " - " + counts.redirectAgeMillis();
        try (PreparedStatement update = connection.prepareStatement("update ferry_node_count set server_name = ?,"
                + " parked = ?, refused = ?, redirected = ?, redirected_ms = " + redirect + ", changed_ms = " + now
                + " where node_id = ? and schema_id = ?")) {
            if (execute(update, server, counts)) {
                return;
            }
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into ferry_node_count (server_name, parked, refused, redirected, node_id, schema_id,"
                        + " redirected_ms, changed_ms) values (?, ?, ?, ?, ?, ?, " + redirect + ", " + now + ")")) {
            execute(insert, server, counts);
        }
    }

    private boolean execute(PreparedStatement statement, String server, SchemaCounts counts) throws SQLException {
        statement.setString(1, server);
        statement.setLong(2, counts.parked());
        statement.setLong(3, counts.refused());
        statement.setLong(4, counts.redirected());
        statement.setString(5, nodeId);
        statement.setLong(6, counts.schemaId());
        return statement.executeUpdate() > 0;
    }

    private void failed(PollerSettings settings, SQLException e) {
        @Nullable String why = retry.failed(settings, e);
        if (why != null) {
            LOG.warning("the registry cannot store what became of the requests of each schema (" + why
                    + "); heartbeats are written; run any registry command of `ferry` to update its tables, and let this"
                    + " node's login write to ferry_node_count");
        }
    }
}
