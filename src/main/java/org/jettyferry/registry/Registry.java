package org.jettyferry.registry;

import java.time.Duration;
import java.util.List;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.Sql;

/**
 * The registry of a site: Ferry's own tables in the schema of a connection. The first change makes them; the first
 * query brings them up to date. Every change is one transaction that adds 1 to the registry's version. Safe for several
 * threads; so are the parts that it returns.
 */
public final class Registry implements AutoCloseable {
    private final RegistrySchema registrySchema;

    /**
     * Makes a registry without connecting to the database.
     *
     * @param database whose connections begin in the schema of the tables
     */
    public Registry(Database database) {
        this(new RegistrySchema(database));
    }

    private Registry(RegistrySchema registrySchema) {
        this.registrySchema = registrySchema;
    }

    /**
     * Makes a registry that keeps its connections open until it is closed, for somebody in a hurry. Any other opens one for each
     * query or change, and needs no closing.
     *
     * @param database whose connections begin in the schema of the tables
     * @param size how many connections it keeps
     */
    public static Registry keepingConnections(Database database, int size) {
        return new Registry(new RegistrySchema(database, size));
    }

    /** Returns the groups of nodes. */
    public Servers servers() {
        return new Servers(registrySchema);
    }

    /** Returns the database schemata, and the server of each. */
    public Schemata schemata() {
        return new Schemata(registrySchema);
    }

    /** Returns the contexts, and the schema of each. */
    public Contexts contexts() {
        return new Contexts(registrySchema);
    }

    /** Returns the nodes that have sent heartbeats. */
    public Nodes nodes() {
        return new Nodes(registrySchema);
    }

    /** Returns what became of the requests that nodes have not let through. */
    public RequestCounts requestCounts() {
        return new RequestCounts(registrySchema);
    }

    /** Returns the rolling upgrades, and how far each schema of them has come. */
    public RollingRuns rollingRuns() {
        return new RollingRuns(registrySchema);
    }

    /**
     * Lets the nodes look for changes every 50 milliseconds for a while; call it again before that is over.
     *
     * @param time how long
     */
    public void hurry(Duration time) {
        registrySchema.ask(
                "let the nodes hurry",
                connection -> Sql.update(
                        connection,
                        "update ferry_registry set busy_until_ms = "
                                + registrySchema.dialect().nowMillis() + " + ? where id = 1",
                        time.toMillis()));
    }

    /**
     * Returns the newest changes, the newest first. A registry of an older program has none of those that were made by it.
     *
     * @param limit how many
     */
    public List<RegistryChange> history(int limit) {
        return registrySchema.look(
                "read the history",
                List.of(),
                connection -> History.newest(connection, registrySchema.dialect(), limit));
    }

    /** Tells whether the tables exist; makes none. */
    public boolean exists() {
        return registrySchema.look("look for the registry", false, connection -> true);
    }

    /** Returns the version, which grows by one with every change that matters to a node. */
    public long version() {
        return registrySchema.ask(
                "read the version of the registry",
                connection -> Sql.number(connection, "select version from ferry_registry where id = 1"));
    }

    @Override
    public void close() {
        registrySchema.close();
    }
}
