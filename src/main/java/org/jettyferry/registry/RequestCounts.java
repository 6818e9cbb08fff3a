package org.jettyferry.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import org.jettyferry.jdbc.Sql;

/**
 * What became of the requests that nodes have not let through, by schema, as the nodes have counted them. Sums over all nodes only
 * grow, also when nodes end; they are a few seconds old, and one second while a run is on. Safe for several threads.
 */
public final class RequestCounts {
    private static final String SUMS =
            "sum(c.parked), sum(c.refused), sum(c.redirected), max(c.redirected_ms) from ferry_node_count c"
                    + " join ferry_schema s on s.schema_id = c.schema_id";

    private final RegistrySchema registrySchema;

    RequestCounts(RegistrySchema registrySchema) {
        this.registrySchema = registrySchema;
    }

    /**
     * The requests of one schema.
     *
     * @param schema its name
     * @param parked how many have waited
     * @param refused how many got 503
     * @param redirected how many were sent to another server
     * @param lastRedirect when the last one was, in milliseconds since 1970; empty if there was none
     */
    public record SchemaRequests(
            String schema, long parked, long refused, long redirected, OptionalLong lastRedirect) {}

    /** Returns the requests of a schema on all nodes. */
    public SchemaRequests of(String schema) {
        return rows("where s.name = ? group by s.name", schema).stream()
                .findFirst()
                .orElse(new SchemaRequests(schema, 0, 0, 0, OptionalLong.empty()));
    }

    /** Returns the requests that the nodes of a server have not let through, by schema. */
    public List<SchemaRequests> on(String server) {
        return rows("where c.server_name = ? group by s.name order by s.name", server);
    }

    private List<SchemaRequests> rows(String rest, String parameter) {
        return registrySchema.ask(
                "count the requests that nodes have not let through",
                connection ->
                        Sql.rows(connection, RequestCounts::read, "select s.name, " + SUMS + " " + rest, parameter));
    }

    private static SchemaRequests read(ResultSet row) throws SQLException {
        long last = row.getLong(5);
        return new SchemaRequests(
                row.getString(1),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.wasNull() ? OptionalLong.empty() : OptionalLong.of(last));
    }
}
