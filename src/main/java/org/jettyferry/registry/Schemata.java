package org.jettyferry.registry;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.version.SchemaVersion;

/** The database schemata of a site. All contexts of a schema are on its server. Safe for several threads. */
public final class Schemata {
    private static final String SELECT = "select s.schema_id, s.name, s.url, v.name, s.enabled, s.reason,"
            + " (select count(*) from ferry_context c where c.schema_id = s.schema_id), s.version"
            + " from ferry_schema s left join ferry_server v on v.server_id = s.server_id";

    private final RegistrySchema registrySchema;

    Schemata(RegistrySchema registrySchema) {
        this.registrySchema = registrySchema;
    }

    /**
     * The result of a change.
     *
     * @param schema as it is now
     * @param serverBefore the server that it was assigned to before; empty for none
     * @param changed false if it was so already
     * @param contexts how many contexts that put into service, took out of it, or moved
     * @param disabled contexts of the schema that are disabled by themselves, and stay so
     */
    public record Outcome(
            Schema schema, Optional<String> serverBefore, boolean changed, long contexts, long disabled) {}

    /**
     * Adds an empty schema, in service.
     *
     * @param server name or id of the server that it is assigned to; empty for none yet
     * @throws OperatorException if the name is invalid or exists (in any case), the URL holds a login, or there is no
     *     such server
     */
    public Schema add(String name, Optional<String> url, Optional<String> server) {
        NameRules.checkSchema(name);
        url.ifPresent(NameRules::checkUrl);
        return registrySchema.change("add the schema", transaction -> {
            Connection connection = transaction.connection();
            for (String other : Sql.texts(connection, "select name from ferry_schema")) {
                if (other.equalsIgnoreCase(name)) {
                    throw new OperatorException(
                            Kind.REFUSED,
                            "there is the schema " + other + " already",
                            "Use that one, or choose another name. Nothing was changed.");
                }
            }
            transaction.describe(name + server.map(on -> " on the server " + on).orElse(""));
            Long serverId =
                    server.isPresent() ? Servers.find(connection, server.get()).id() : null;
            transaction.update(
                    "insert into ferry_schema (schema_id, name, url, server_id, enabled, reason, changed_ms)"
                            + " values (?, ?, ?, ?, 1, '', ?)",
                    transaction.version(),
                    name,
                    url.orElse(null),
                    serverId,
                    transaction.now());
            return find(connection, name);
        });
    }

    /**
     * Returns the schemata whose name or URL matches a pattern, {@code *} for any characters and {@code ?} for one; by
     * name.
     */
    public List<Schema> list(String pattern) {
        String like = Wildcards.like(pattern);
        return registrySchema.look(
                "list the schemata",
                List.of(),
                connection -> Sql.rows(
                        connection,
                        Schemata::read,
                        SELECT + " where s.name" + Wildcards.LIKE + " or s.url" + Wildcards.LIKE + " order by s.name",
                        like,
                        like));
    }

    /**
     * Takes a schema and thereby its contexts out of service. Changes nothing, not even the reason, if it is so
     * already.
     *
     * @throws OperatorException if there is no such schema
     */
    public Outcome disable(String name, String reason) {
        NameRules.checkReason(reason);
        return registrySchema.change("disable the schema", transaction -> switched(transaction, name, 0, reason));
    }

    /**
     * A request to end the sessions of a schema.
     *
     * @param outcome of disabling it
     * @param version the number of the request: the version of the registry that began it
     */
    public record Ending(Outcome outcome, long version) {}

    /**
     * Takes a schema out of service and asks all nodes to end the sessions of its contexts. Asks nothing anew while such a request
     * stands. It ends with {@link #sessionsEnded}, and when the schema is put back into service.
     *
     * @throws OperatorException if there is no such schema
     */
    public Ending endSessions(String name, String reason) {
        NameRules.checkReason(reason);
        return registrySchema.change("end the sessions of the schema", transaction -> {
            Outcome outcome = switched(transaction, name, 0, reason);
            long standing = request(transaction.connection(), outcome.schema().id());
            if (standing != 0) {
                return new Ending(outcome, standing);
            }
            transaction.update(
                    "update ferry_schema set end_sessions_version = ? where schema_id = ?",
                    transaction.version(),
                    outcome.schema().id());
            return new Ending(outcome, transaction.version());
        });
    }

    /** Takes a request to end sessions back, because the nodes have done it: those that start later shall not do it again. */
    public void sessionsEnded(String name, long version) {
        registrySchema.change("note that the sessions have ended of", transaction -> {
            transaction.describe(name);
            return transaction.update(
                    "update ferry_schema set end_sessions_version = null where name = ? and end_sessions_version = ?",
                    name,
                    version);
        });
    }

    /** Returns whether a request to end sessions still stands. */
    public boolean endsSessions(String name, long version) {
        return registrySchema.ask(
                "look for the request to end sessions",
                connection -> request(connection, find(connection, name).id()) == version);
    }

    private static long request(Connection connection, long schema) throws SQLException {
        return Sql.rows(
                        connection,
                        row -> row.getLong(1), // 0 if it is null
                        "select end_sessions_version from ferry_schema where schema_id = ?",
                        schema)
                .get(0);
    }

    /**
     * Takes a schema out of service for a moment: nodes park its requests for a bounded time, and only then refuse them.
     *
     * @param parkMillis how long a request may be parked, in milliseconds
     * @return the version of the registry from which on the schema is closed
     * @throws OperatorException if there is no such schema
     */
    public long close(String name, String reason, long parkMillis) {
        NameRules.checkReason(reason);
        return registrySchema.change("close the schema", transaction -> {
            transaction.describe(name + ": " + reason);
            Schema schema = find(transaction.connection(), name);
            transaction.update(
                    "update ferry_schema set enabled = 0, reason = ?, park_ms = ?, end_sessions_version = null,"
                            + " changed_ms = ? where schema_id = ?",
                    reason,
                    parkMillis,
                    transaction.now(),
                    schema.id());
            return transaction.version();
        });
    }

    /**
     * Assigns a schema to a server and puts it into service, in one change.
     *
     * @param server its name or id
     * @return the version of the registry from which on it is open there
     * @throws OperatorException if there is no such schema or server
     */
    public long open(String name, String server) {
        return registrySchema.change("open the schema", transaction -> {
            transaction.describe(name + " on the server " + server);
            Schema schema = find(transaction.connection(), name);
            transaction.update(
                    "update ferry_schema set server_id = ?, enabled = 1, reason = '', park_ms = null,"
                            + " end_sessions_version = null, changed_ms = ? where schema_id = ?",
                    Servers.find(transaction.connection(), server).id(),
                    transaction.now(),
                    schema.id());
            return transaction.version();
        });
    }

    /** Returns the schemata of a server, by name. */
    public List<Schema> on(String server) {
        return registrySchema.look(
                "list the schemata",
                List.of(),
                connection ->
                        Sql.rows(connection, Schemata::read, SELECT + " where v.name = ? order by s.name", server));
    }

    /**
     * Puts a schema back into service. Contexts that are disabled by themselves stay so.
     *
     * @throws OperatorException if there is no such schema
     */
    public Outcome enable(String name) {
        return registrySchema.change("enable the schema", transaction -> switched(transaction, name, 1, ""));
    }

    /**
     * Assigns a schema to another server: one row changes, however many contexts live in it.
     *
     * @param server its name or id
     * @throws OperatorException if the schema or the server is unknown, or the schema is in service
     */
    public Outcome move(String name, String server) {
        return registrySchema.change("move the schema", transaction -> {
            Connection connection = transaction.connection();
            Schema schema = find(connection, name);
            Server to = Servers.find(connection, server);
            if (schema.server().equals(Optional.of(to.name()))) {
                return new Outcome(schema, schema.server(), false, 0, 0);
            }
            if (schema.enabled()) {
                throw new OperatorException(
                        Kind.REFUSED,
                        "the schema " + name + " is not disabled",
                        "Take it out of service first: ferry schema disable " + name + ". Nothing was changed.");
            }
            transaction.describe(
                    name + schema.server().map(from -> " from " + from).orElse("") + " to " + to.name());
            transaction.update(
                    "update ferry_schema set server_id = ?, changed_ms = ? where schema_id = ?",
                    to.id(),
                    transaction.now(),
                    schema.id());
            return new Outcome(schema.movedTo(to), schema.server(), true, schema.contexts(), 0);
        });
    }

    /**
     * Returns the schema of exactly this name.
     *
     * @throws OperatorException if there is no such schema
     */
    public Schema named(String name) {
        return registrySchema.ask("look for the schema", connection -> find(connection, name));
    }

    /**
     * Records the version that a schema has. Nodes that do not work with it answer 503 for its contexts.
     *
     * @param version empty if it is not known, and then every node serves it
     * @return the schema as it was before
     * @throws OperatorException if there is no such schema
     */
    public Schema recordVersion(String name, Optional<SchemaVersion> version) {
        return registrySchema.change("record the version of the schema", transaction -> {
            Schema before = find(transaction.connection(), name);
            if (!before.withVersion(version).equals(before)) {
                transaction.describe(
                        name + ": " + version.map(SchemaVersion::toString).orElse("none"));
                transaction.update(
                        "update ferry_schema set version = ?, changed_ms = ? where schema_id = ?",
                        version.map(SchemaVersion::toString).orElse(null),
                        transaction.now(),
                        before.id());
            }
            return before;
        });
    }

    /**
     * Removes a schema that no context lives in.
     *
     * @throws OperatorException if there is no such schema, or it is not empty
     */
    public Schema remove(String name) {
        return registrySchema.change("remove the schema", transaction -> {
            Schema schema = find(transaction.connection(), name);
            if (schema.contexts() > 0) {
                throw new OperatorException(
                        Kind.REFUSED,
                        "the schema " + name + " still has contexts: " + schema.contexts(),
                        "Remove them with: ferry context remove. Nothing was changed.");
            }
            transaction.describe(name);
            transaction.update("delete from ferry_schema where schema_id = ?", schema.id());
            return schema;
        });
    }

    private static Outcome switched(RegistryTransaction transaction, String name, int enabled, String reason)
            throws SQLException {
        transaction.describe(name + (reason.isEmpty() ? "" : ": " + reason));
        Connection connection = transaction.connection();
        Schema schema = find(connection, name);
        long disabled = Sql.number(
                connection, "select count(*) from ferry_context where schema_id = ? and enabled = 0", schema.id());
        if (schema.enabled() == (enabled == 1)) {
            return new Outcome(schema, schema.server(), false, 0, disabled);
        }
        transaction.update(
                "update ferry_schema set enabled = ?, reason = ?, park_ms = null, end_sessions_version = null, changed_ms = ?"
                        + " where schema_id = ?",
                enabled,
                reason,
                transaction.now(),
                schema.id());
        return new Outcome(
                schema.switched(enabled == 1, reason), schema.server(), true, schema.contexts() - disabled, disabled);
    }

    /** Returns the schema of exactly this name. */
    static Schema find(Connection connection, String name) throws SQLException {
        return Sql.rows(connection, Schemata::read, SELECT + " where s.name = ?", name).stream()
                .filter(schema -> schema.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new OperatorException(
                        Kind.REFUSED,
                        "there is no schema " + name,
                        "See: ferry schema list; or add it with: ferry schema add. Nothing was changed."));
    }

    private static Schema read(ResultSet row) throws SQLException {
        return new Schema(
                row.getLong(1),
                row.getString(2),
                Optional.ofNullable(row.getString(3)),
                Optional.ofNullable(row.getString(4)),
                row.getInt(5) != 0,
                row.getString(6),
                row.getLong(7),
                Optional.ofNullable(row.getString(8)));
    }
}
