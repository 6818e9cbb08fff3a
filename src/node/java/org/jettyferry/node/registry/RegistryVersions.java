package org.jettyferry.node.registry;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jettyferry.jdbcurl.DatabaseProduct;

/** What each poll asks: the version of the registry, that of its contexts, and whether a run is on. Immutable. */
final class RegistryVersions {
    /**
     * Whether a policy of PostgreSQL hides rows from this user. It is asked for at each poll and not switched off with
     * {@code set row_security}: a pooler may give each query another session.
     */
    private static final String HIDES_ROWS = Stream.of(
                    "ferry_registry", "ferry_server", "ferry_schema", "ferry_context", "ferry_context_name")
            .map(table -> "row_security_active('" + table + "')")
            .collect(Collectors.joining(" or "));

    final long version;
    final long contexts;
    final boolean busy;

    private RegistryVersions(long version, long contexts, boolean busy) {
        this.version = version;
        this.contexts = contexts;
        this.busy = busy;
    }

    /** The query of one connection, which remembers whether the registry has the column {@code busy_until_ms}. */
    static final class Query {
        private static final long PAUSE_NANOS = 60_000_000_000L;
        private static final long NEVER = -1;

        private final Connection connection;
        private final DatabaseProduct product;
        private long withoutAt = NEVER;
        private long askAgain;

        Query(Connection connection, DatabaseProduct product) {
            this.connection = connection;
            this.product = product;
        }

        /**
         * Asks. The registry of an older Ferry lacks the column: then it is asked for again when the version has
         * changed, as it does when a tool makes the column, or after a minute; not at each poll, which would fail once
         * each time.
         */
        RegistryVersions ask() throws SQLException {
            if (withoutAt == NEVER) {
                return askForAll();
            }
            RegistryVersions now = ask("0");
            return now.version != withoutAt || System.nanoTime() - askAgain >= 0 ? askForAll() : now;
        }

        private RegistryVersions askForAll() throws SQLException {
            try {
                RegistryVersions now = ask("case when busy_until_ms > " + product.now() + " then 1 else 0 end");
                withoutAt = NEVER;
                return now;
            } catch (SQLException e) {
                if (!MissingColumn.isReportedBy(e)) {
                    throw e;
                }
                RegistryVersions now = ask("0");
                withoutAt = now.version;
                askAgain = System.nanoTime() + PAUSE_NANOS;
                return now;
            }
        }

        private RegistryVersions ask(String busy) throws SQLException {
            boolean policies = product == DatabaseProduct.POSTGRESQL;
            String sql = "select version, contexts_version, " + busy + (policies ? ", " + HIDES_ROWS : "")
                    + " from ferry_registry where id = 1";
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                if (!row.next()) {
                    throw new SQLException("the table ferry_registry is empty, or row level security hides its row");
                }
                if (policies && row.getBoolean(4)) {
                    throw new SQLException("row level security may hide rows of the registry from this user: use a user"
                            + " with BYPASSRLS, or drop the policies of the tables ferry_*");
                }
                return new RegistryVersions(row.getLong(1), row.getLong(2), row.getInt(3) != 0);
            }
        }
    }
}
