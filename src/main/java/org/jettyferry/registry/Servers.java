package org.jettyferry.registry;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.Sql;

/** The groups of nodes that share one version and one load balancer. Safe for several threads. */
public final class Servers {
    private static final String SELECT =
            "select server_id, name, created_ms, store_url, store_properties from ferry_server";

    private final RegistrySchema registrySchema;

    Servers(RegistrySchema registrySchema) {
        this.registrySchema = registrySchema;
    }

    /** Registers a server whose session store is not known yet; see {@link #register(String, Optional, Map)}. */
    public Server register(String name) {
        return register(name, Optional.empty(), Map.of());
    }

    /**
     * Registers a server.
     *
     * @param storeUrl JDBC URL of its session store, without a login; empty if it is not known yet
     * @param storeProperties what its tables and columns are called, where they don't have Jetty's own names
     * @throws OperatorException if a property is unknown, or the name is invalid or exists; names that differ only in case count as equal,
     *     because operators would mix them up
     */
    public Server register(String name, Optional<String> storeUrl, Map<String, String> storeProperties) {
        NameRules.checkServer(name);
        storeUrl.ifPresent(NameRules::checkUrl);
        Map<String, String> properties = StoreProperties.changed(Map.of(), storeProperties);
        return registrySchema.change("register the server", transaction -> {
            for (Server server : all(transaction.connection())) {
                if (server.name().equalsIgnoreCase(name)) {
                    throw new OperatorException(
                            Kind.REFUSED,
                            server.name().equals(name)
                                    ? "the server " + name + " is registered already, with id " + server.id()
                                    : "there is the server " + server.name()
                                            + " already, which differs only in upper and lower case",
                            "Use that one, or choose another name. Nothing was changed.");
                }
            }
            transaction.describe(name);
            Server server = new Server(transaction.version(), name, transaction.now(), storeUrl, properties);
            transaction.update(
                    "insert into ferry_server (server_id, name, created_ms, store_url, store_properties)"
                            + " values (?, ?, ?, ?, ?)",
                    server.id(),
                    name,
                    server.createdMillis(),
                    storeUrl.orElse(null),
                    StoreProperties.text(properties));
            return server;
        });
    }

    /**
     * Records where the sessions of a server's nodes are.
     *
     * @param nameOrId of the server
     * @param storeUrl JDBC URL of the database, without a login
     * @param storeProperties what its tables and columns are called; those that are not given stay as they are recorded, and
     *     an empty value means Jetty's own name
     * @throws OperatorException if there is no such server, a property is unknown, or the URL holds a login
     */
    public Server recordStore(String nameOrId, String storeUrl, Map<String, String> storeProperties) {
        NameRules.checkUrl(storeUrl);
        return registrySchema.change("record the session store", transaction -> {
            Server server = find(transaction.connection(), nameOrId);
            Map<String, String> properties = StoreProperties.changed(server.storeProperties(), storeProperties);
            transaction.describe("of the server " + server.name());
            if (!properties.equals(server.storeProperties())) {
                transaction.describe("with its names");
            }
            transaction.update(
                    "update ferry_server set store_url = ?, store_properties = ? where server_id = ?",
                    storeUrl,
                    StoreProperties.text(properties),
                    server.id());
            return new Server(server.id(), server.name(), server.createdMillis(), Optional.of(storeUrl), properties);
        });
    }

    /**
     * Returns the server of a name or number.
     *
     * @throws OperatorException if there is none
     */
    public Server named(String nameOrId) {
        return registrySchema.ask("look for the server", connection -> find(connection, nameOrId));
    }

    /** Returns the servers whose name matches a pattern, {@code *} for any characters and {@code ?} for one; by id. */
    public List<Server> list(String pattern) {
        return registrySchema.look(
                "list the servers",
                List.of(),
                connection -> Sql.rows(
                        connection,
                        Servers::read,
                        SELECT + " where name" + Wildcards.LIKE + " order by server_id",
                        Wildcards.like(pattern)));
    }

    /**
     * Removes a server.
     *
     * @throws OperatorException if it is unknown, has schemata, or has living nodes
     */
    public Server remove(String nameOrId) {
        return registrySchema.change("remove the server", transaction -> {
            Connection connection = transaction.connection();
            Server server = find(connection, nameOrId);
            long schemata =
                    Sql.number(connection, "select count(*) from ferry_schema where server_id = ?", server.id());
            if (schemata > 0) {
                throw new OperatorException(
                        Kind.REFUSED,
                        "the server " + server.name() + " still has " + schemata
                                + (schemata == 1 ? " schema" : " schemata"),
                        "Move them to another one with: ferry schema move. Nothing was changed.");
            }
            List<Node> living = Nodes.living(connection, registrySchema.dialect(), Optional.of(server.name()));
            if (!living.isEmpty()) {
                throw new OperatorException(
                        Kind.REFUSED,
                        "nodes of the server " + server.name() + " are alive: " + Nodes.described(living),
                        "Stop them first; see: ferry node list. Nothing was changed.");
            }
            transaction.describe(server.name());
            transaction.update("delete from ferry_server where server_id = ?", server.id());
            return server;
        });
    }

    /** Returns the server of exactly this name, or else of this number. */
    static Server find(Connection connection, String nameOrId) throws SQLException {
        List<Server> named = NameRules.canBe(nameOrId)
                ? Sql.rows(connection, Servers::read, SELECT + " where name = ?", nameOrId)
                : List.of();
        if (named.isEmpty() && nameOrId.matches("\\d{1,18}")) {
            named = Sql.rows(connection, Servers::read, SELECT + " where server_id = ?", Long.parseLong(nameOrId));
        }
        if (named.isEmpty()) {
            throw new OperatorException(
                    Kind.REFUSED,
                    "there is no server " + nameOrId,
                    "See: ferry server list; or register it with: ferry server register. Nothing was changed.");
        }
        return named.get(0);
    }

    private static List<Server> all(Connection connection) throws SQLException {
        return Sql.rows(connection, Servers::read, SELECT);
    }

    private static Server read(ResultSet row) throws SQLException {
        return new Server(
                row.getLong(1),
                row.getString(2),
                row.getLong(3),
                Optional.ofNullable(row.getString(4)),
                StoreProperties.parse(Optional.ofNullable(row.getString(5)).orElse("")));
    }
}
