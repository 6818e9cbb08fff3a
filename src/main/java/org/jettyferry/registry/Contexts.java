package org.jettyferry.registry;

import java.io.Reader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.Sql;

/** The contexts of a site, and the schema of each. Safe for several threads. */
public final class Contexts {
    private final RegistrySchema registrySchema;

    Contexts(RegistrySchema registrySchema) {
        this.registrySchema = registrySchema;
    }

    /**
     * Selects the contexts of a list.
     *
     * @param pattern of the id or any name, {@code *} for any characters and {@code ?} for one
     * @param schema name of the schema that they are in; empty for any
     * @param server name or id of the server that the schema is on; empty for any
     */
    public record Filter(Optional<String> pattern, Optional<String> schema, Optional<String> server) {}

    /**
     * Adds a context in service, or names to an existing one.
     *
     * @return whether anything was changed
     * @throws OperatorException if a name is invalid, there is no such schema, the context is in another one, or a name
     *     belongs to another context
     */
    public boolean add(String id, String schema, List<String> names) {
        ContextLine line = new ContextLine(1, id, schema, names);
        line.fault().ifPresent(fault -> {
            throw new OperatorException(Kind.USAGE, fault, "Choose another one. Nothing was changed.");
        });
        return registrySchema.change("add the context", transaction -> {
            ContextBatch batch = new ContextBatch(transaction, List.of(line));
            Optional<String> fault = batch.add(line);
            if (fault.isPresent()) {
                throw new OperatorException(
                        Kind.REFUSED,
                        fault.get(),
                        "See: ferry schema list and ferry context list. Nothing was changed.");
            }
            transaction.describe(
                    id + " to the schema " + schema + (names.isEmpty() ? "" : ", named " + String.join(", ", names)));
            return batch.flush() + batch.renamed() > 0;
        });
    }

    /**
     * Adds contexts from lines {@code id,schema[,name…]}, as {@link #add} does, a chunk in each transaction. Memory
     * does not grow with their number; importing the same lines again changes nothing.
     *
     * @param csv read to its end and closed
     * @param skipErrors whether to skip bad lines
     * @throws OperatorException at the first bad line, unless they are skipped
     */
    public ImportResult importFrom(Reader csv, boolean skipErrors, ImportListener listener) {
        return registrySchema.ask(
                "import contexts",
                connection -> new ContextImport(registrySchema, skipErrors, listener).run(connection, csv));
    }

    /**
     * Visits contexts in the order of their ids. Memory does not grow with their number.
     *
     * @throws OperatorException if there is no such schema or server
     */
    public void list(Filter filter, Consumer<Context> visitor) {
        registrySchema.look("list the contexts", filter, connection -> {
            new ContextReader(connection, registrySchema.dialect()).each(filter, visitor);
            return filter;
        });
    }

    /**
     * Takes one context out of service; it stays so when its schema is enabled.
     *
     * @param name its id or another name
     * @return whether anything was changed
     * @throws OperatorException if there is no such context
     */
    public boolean disable(String name, String reason) {
        NameRules.checkReason(reason);
        return registrySchema.change("disable the context", transaction -> switched(transaction, name, 0, reason));
    }

    /**
     * Puts a context back into service.
     *
     * @param name its id or another name
     * @return whether anything was changed
     * @throws OperatorException if there is no such context
     */
    public boolean enable(String name) {
        return registrySchema.change("enable the context", transaction -> switched(transaction, name, 1, ""));
    }

    /**
     * Removes contexts and all their names: all of them, or none.
     *
     * @param names an id or another name of each
     * @return their ids
     * @throws OperatorException if there is no such context
     */
    public List<String> remove(List<String> names) {
        return registrySchema.change("remove contexts", transaction -> {
            Set<String> ids = new LinkedHashSet<>();
            for (String name : names) {
                ids.add(id(transaction.connection(), name));
            }
            transaction.describe(String.join(", ", ids));
            for (String id : ids) {
                transaction.updateContexts("delete from ferry_context_name where context_id = ?", id);
                transaction.updateContexts("delete from ferry_context where context_id = ?", id);
            }
            return List.copyOf(ids);
        });
    }

    /**
     * Notes that contexts are in another schema now: all of them, or none. Their data are not touched.
     *
     * @param names an id or another name of each
     * @param schema the schema that they are in now
     * @return the ids of those that were in another one
     * @throws OperatorException if there is no such context or schema, or one of them is in service
     */
    public List<String> move(List<String> names, String schema) {
        return registrySchema.change("move contexts", transaction -> {
            Connection connection = transaction.connection();
            long to = Schemata.find(connection, schema).id();
            List<String> moved = new ArrayList<>();
            for (String name : names) {
                String id = id(connection, name);
                if (Sql.number(connection, "select schema_id from ferry_context where context_id = ?", id) != to) {
                    refuseInService(connection, id);
                    transaction.updateContexts(
                            "update ferry_context set schema_id = ?, changed_version = ? where context_id = ?",
                            to,
                            transaction.version(),
                            id);
                    moved.add(id);
                }
            }
            transaction.describe(String.join(", ", moved) + " to the schema " + schema);
            return moved;
        });
    }

    private static void refuseInService(Connection connection, String id) throws SQLException {
        long served = Sql.number(
                connection,
                "select count(*) from ferry_context c join ferry_schema s on s.schema_id = c.schema_id"
                        + " where c.context_id = ? and c.enabled = 1 and s.enabled = 1",
                id);
        if (served > 0) {
            throw new OperatorException(
                    Kind.REFUSED,
                    "the context " + id + " is in service",
                    "Take it out of service first, or its schema: ferry context disable " + id
                            + ". Nothing was changed.");
        }
    }

    /**
     * Tells whether a context of this id lives on a server; false also if there is no such context.
     *
     * @param server its name or id
     * @throws OperatorException if there is no such server
     */
    public boolean existsInServer(String id, String server) {
        return lives("c.context_id = ?", id, server);
    }

    /**
     * Tells whether a context of this name lives on a server; false also if there is no such context.
     *
     * @param server its name or id
     * @throws OperatorException if there is no such server
     */
    public boolean nameExistsInServer(String name, String server) {
        return lives("c.context_id in (select context_id from ferry_context_name where name = ?)", name, server);
    }

    /**
     * Returns the name of the server that a context lives on; empty if its schema is assigned to none.
     *
     * @param name its id or another name
     * @throws OperatorException if there is no such context
     */
    public Optional<String> serverOf(String name) {
        return registrySchema.ask(
                "look for the context",
                connection -> Sql.texts(
                                connection,
                                "select v.name from ferry_context c join ferry_schema s on s.schema_id = c.schema_id"
                                        + " join ferry_server v on v.server_id = s.server_id where c.context_id = ?",
                                id(connection, name))
                        .stream()
                        .findFirst());
    }

    private boolean lives(String condition, String name, String server) {
        return registrySchema.ask(
                "look for the context",
                connection -> Sql.number(
                                        connection,
                                        "select count(*) from ferry_context c join ferry_schema s on s.schema_id = c.schema_id"
                                                + " where s.server_id = ? and " + condition,
                                        Servers.find(connection, server).id(),
                                        name)
                                > 0
                        && NameRules.canBe(name));
    }

    private static boolean switched(RegistryTransaction transaction, String name, int enabled, String reason)
            throws SQLException {
        transaction.describe(name + (reason.isEmpty() ? "" : ": " + reason));
        return transaction.updateContexts(
                        "update ferry_context set enabled = ?, reason = ?, changed_version = ?"
                                + " where context_id = ? and enabled <> ?",
                        enabled,
                        reason,
                        transaction.version(),
                        id(transaction.connection(), name),
                        enabled)
                > 0;
    }

    private static String id(Connection connection, String name) throws SQLException {
        return Sql.texts(connection, "select context_id from ferry_context_name where name = ?", name).stream()
                .filter(id -> NameRules.canBe(name))
                .findFirst()
                .orElseThrow(() -> new OperatorException(
                        Kind.REFUSED, "there is no context " + name, "See: ferry context list. Nothing was changed."));
    }
}
