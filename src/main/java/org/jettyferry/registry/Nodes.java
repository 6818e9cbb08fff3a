package org.jettyferry.registry;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jettyferry.jdbc.Catalog;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.version.SchemaVersion;

/** The nodes that have sent heartbeats. Safe for several threads. */
public final class Nodes {
    private final RegistrySchema registrySchema;

    Nodes(RegistrySchema registrySchema) {
        this.registrySchema = registrySchema;
    }

    /** Returns all nodes, also those without a recent heartbeat, by server and host. */
    public List<Node> list() {
        return registrySchema.look(
                "list the nodes", List.of(), connection -> all(connection, registrySchema.dialect()));
    }

    /**
     * Describes the nodes of other servers that have sent no heartbeat lately; empty if there are none. Such a node was
     * killed, or it runs without a connection to the registry and still applies what it read last.
     */
    public String unseenOutside(String server) {
        return described(list().stream()
                .filter(node -> !node.alive() && !node.server().equals(server))
                .toList());
    }

    /**
     * Describes the living nodes that let the first request of a context through before they have looked it up, also
     * if it is disabled or has moved; empty if there are none.
     *
     * @param servers those that get requests of the context; an empty one stands for all, because each node serves a
     *     schema that is on no server
     */
    public String lettingThrough(List<Optional<String>> servers) {
        return described(list().stream()
                .filter(node -> node.alive() && node.letsThrough())
                .filter(node -> servers.contains(Optional.of(node.server())) || servers.contains(Optional.empty()))
                .toList());
    }

    /**
     * Describes the living nodes of a schema's server that do not work with a version of it; empty if there are none.
     *
     * @param server the server of the schema; an empty one stands for all
     */
    public String notWorkingWith(SchemaVersion version, Optional<String> server) {
        return described(list().stream()
                .filter(node -> node.alive() && !node.worksWith(version))
                .filter(node -> server.map(node.server()::equals).orElse(true))
                .toList());
    }

    /**
     * Returns the nodes that are alive and may use session tables; a node whose guard keeps it off them does not count.
     * Makes no registry: without one there are no nodes.
     */
    public List<Node> living() {
        return registrySchema.askAsItIs("look for living nodes", connection -> {
            Dialect dialect = registrySchema.dialect();
            Catalog server = dialect.server(connection);
            TableName table = new TableName(server.currentSchema(), dialect.fold("ferry_node"));
            return server.exists(table)
                    ? living(connection, dialect, Optional.empty()).stream()
                            .filter(Node::usesTables)
                            .toList()
                    : List.of();
        });
    }

    /**
     * All nodes, and what they have said of a closed schema.
     *
     * @param nodes also those without a recent heartbeat
     * @param answers of those that have let go of its sessions
     */
    public record Closing(List<Node> nodes, List<SessionRelease> answers) {}

    /**
     * Returns what nodes have said of a schema that is closed: that no request of it is in flight there any more, and that they
     * have written and let go of its sessions.
     *
     * @param schema its name
     */
    public Closing closing(String schema) {
        return registrySchema.ask(
                "ask the nodes for their answers",
                connection -> new Closing(
                        all(connection, registrySchema.dialect()),
                        releases(connection, Schemata.find(connection, schema).id())));
    }

    private static List<SessionRelease> releases(Connection connection, long schema) throws SQLException {
        return Sql.rows(
                connection,
                row -> new SessionRelease(
                        row.getString(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getString(5),
                        row.getLong(6),
                        row.getLong(7)),
                "select node_id, registry_version, sessions_written, sessions_released, problem, ended_version, sessions_ended"
                        + " from ferry_node_release where schema_id = ?",
                schema);
    }

    static List<Node> living(Connection connection, Dialect dialect, Optional<String> server) throws SQLException {
        return all(connection, dialect).stream()
                .filter(Node::alive)
                .filter(node -> server.map(node.server()::equals).orElse(true))
                .toList();
    }

    /** Describes each node in a few words. */
    static String described(List<Node> nodes) {
        return nodes.stream()
                .map(node -> "Jetty " + node.jetty() + " on " + node.host() + ", heartbeat "
                        + Math.max(0, node.ageMillis()) / 1000 + " s ago")
                .collect(Collectors.joining("; "));
    }

    private static List<Node> all(Connection connection, Dialect dialect) throws SQLException {
        Map<String, Map<String, Long>> draining = new HashMap<>();
        Sql.rows(
                connection,
                row -> draining.computeIfAbsent(row.getString(1), id -> new LinkedHashMap<>())
                        .put(row.getString(2), row.getLong(3)),
                "select node_id, context_id, in_flight from ferry_node_context order by node_id, context_id");
        Map<String, State> states = states(connection, dialect);
        List<Node> nodes = new ArrayList<>();
        Sql.rows(
                connection,
                row -> nodes.add(read(row, states, draining)),
                "select node_id, server_name, host, jetty_version, ferry_version, generation, started_ms, "
                        + dialect.nowMillis() + " - heartbeat_ms, registry_version, in_flight"
                        + " from ferry_node order by server_name, host, node_id");
        return nodes;
    }

    /** Returns the states by node; an older registry lacks the table, or its newest columns. */
    private static Map<String, State> states(Connection connection, Dialect dialect) throws SQLException {
        Map<String, State> states = new HashMap<>();
        Catalog server = dialect.server(connection);
        TableName table = new TableName(server.currentSchema(), dialect.fold("ferry_node_state"));
        if (server.exists(table)) {
            boolean newest =
                    server.withColumn(table.schema(), "abilities").stream().anyMatch(table.name()::equalsIgnoreCase);
            Sql.rows(
                    connection,
                    row -> states.put(row.getString(1), State.read(row)),
                    "select node_id, unknown_context, guard, guard_reason, "
                            + (newest ? "schema_versions, cluster_name, abilities" : "null, null, null")
                            + " from ferry_node_state");
        }
        return states;
    }

    private static Node read(ResultSet row, Map<String, State> states, Map<String, Map<String, Long>> draining)
            throws SQLException {
        String id = row.getString(1);
        State state = states.getOrDefault(id, State.UNSAID);
        return new Node(
                id,
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getLong(7),
                row.getLong(8),
                row.getLong(9),
                row.getLong(10),
                state.unknownContext(),
                state.guard(),
                state.guardReason(),
                state.schemaVersions(),
                state.cluster(),
                state.abilities(),
                draining.getOrDefault(id, Map.of()));
    }

    /** What a node says of itself besides its heartbeats; see {@link Node} for the values. */
    private record State(
            String unknownContext,
            String guard,
            String guardReason,
            String schemaVersions,
            String cluster,
            String abilities) {
        static final State UNSAID = new State("", "", "", "", "", "");

        static State read(ResultSet row) throws SQLException {
            return new State(
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    Objects.requireNonNullElse(row.getString(5), ""),
                    Objects.requireNonNullElse(row.getString(6), ""),
                    Objects.requireNonNullElse(row.getString(7), ""));
        }
    }
}
