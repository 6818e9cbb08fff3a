package org.jettyferry.registry;

import java.io.Reader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.Sql;

/** The contexts of a site, and in which schema each of them lives. */
public final class Contexts {
    private final RegistrySchema registrySchema;

    Contexts(RegistrySchema registrySchema) {
        this.registrySchema = registrySchema;
    }

    /**
     * Which contexts a list is to show.
     *
     * @param pattern of the id or any name, {@code *} for any characters and {@code ?} for one
     * @param schema name of the schema that they are in; empty for any
     * @param server name or id of the server that the schema is on; empty for any
     */
    public record Filter(Optional<String> pattern, Optional<String> schema, Optional<String> server) {}

    /**
     * Adds a context in service, or names to one that is there.
     *
     * @return whether anything was to be done
     * @throws OperatorException if a name can't be taken
     * @throws OperatorException if there is no such schema, the context is in another one, or a name is another's
     */
    public boolean add(String id, String schema, List<String> names) {
        ContextLine line = new ContextLine(1, id, schema, names);
        line.fault().ifPresent(fault -> {
            throw new OperatorException(Kind.USAGE, fault, "Choose another one. Nothing was changed.");
        });
        return registrySchema.change("add the context", registryTransaction -> {
            ContextBatch batch = new ContextBatch(registryTransaction, List.of(line));
            Optional<String> fault = batch.add(line);
            if (fault.isPresent()) {
                throw new OperatorException(
                        Kind.REFUSED,
                        fault.get(),
                        "See: ferry schema list and ferry context list. Nothing was changed.");
            }
            return batch.flush() + batch.renamed() > 0;
        });
    }

    /**
     * Takes contexts in from lines {@code id,schema[,name…]}, as {@link #add} does, a chunk in each transaction. Any number
     * of them in the same little memory; the same lines once more change nothing.
     *
     * @param csv is read to its end and closed
     * @param skipErrors whether to go on behind a line that can't be taken in
     * @throws OperatorException at such a line, if not
     */
    public ImportResult importFrom(Reader csv, boolean skipErrors, ImportListener listener) {
        return registrySchema.ask(
                "import contexts",
                connection -> new ContextImport(registrySchema, skipErrors, listener).run(connection, csv));
    }

    /**
     * Visits contexts by id, as they come from the server: their number costs no memory.
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
     * Takes one context out of service, whatever becomes of its schema.
     *
     * @param name its id or another name
     * @return whether that was to be done
     * @throws OperatorException if there is no such context
     */
    public boolean disable(String name, String reason) {
        NameRules.checkReason(reason);
        return registrySchema.change(
                "disable the context", registryTransaction -> switched(registryTransaction, name, 0, reason));
    }

    /**
     * Takes {@link #disable} back.
     *
     * @param name its id or another name
     * @return whether that was to be done
     * @throws OperatorException if there is no such context
     */
    public boolean enable(String name) {
        return registrySchema.change(
                "enable the context", registryTransaction -> switched(registryTransaction, name, 1, ""));
    }

    /**
     * Forgets a context and all its names.
     *
     * @param name its id or another name
     * @return its id
     * @throws OperatorException if there is no such context
     */
    public String remove(String name) {
        return registrySchema.change("remove the context", registryTransaction -> {
            String id = id(registryTransaction.connection(), name);
            registryTransaction.updateContexts("delete from ferry_context_name where context_id = ?", id);
            registryTransaction.updateContexts("delete from ferry_context where context_id = ?", id);
            return id;
        });
    }

    /**
     * Whether a context of this id lives on a server; false too if there is no such context.
     *
     * @param server its name or id
     * @throws OperatorException if there is no such server
     */
    public boolean existsInServer(String id, String server) {
        return lives("c.context_id = ?", id, server);
    }

    /**
     * The same for any name of a context.
     *
     * @param server its name or id
     * @throws OperatorException if there is no such server
     */
    public boolean nameExistsInServer(String name, String server) {
        return lives("c.context_id in (select context_id from ferry_context_name where name = ?)", name, server);
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

    private static boolean switched(RegistryTransaction registryTransaction, String name, int enabled, String reason)
            throws SQLException {
        return registryTransaction.updateContexts(
                        "update ferry_context set enabled = ?, reason = ?, changed_version = ?"
                                + " where context_id = ? and enabled <> ?",
                        enabled,
                        reason,
                        registryTransaction.version(),
                        id(registryTransaction.connection(), name),
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
