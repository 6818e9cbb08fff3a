package org.jettyferry.registry;

import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.Sql;

/**
 * The registry of a site: Ferry's own tables in the schema of a connection. They are made when something is
 * first changed, and brought up to date when something is first asked of them. Every change is one transaction that counts the registry's version up. Safe for
 * several threads; so are the parts that it hands out.
 */
public final class Registry {
    private final RegistrySchema registrySchema;

    /**
     * Names a registry; asks the database nothing yet.
     *
     * @param database whose connections begin in the schema of the tables
     */
    public Registry(Database database) {
        this.registrySchema = new RegistrySchema(database);
    }

    /** The groups of nodes. */
    public Servers servers() {
        return new Servers(registrySchema);
    }

    /** The database schemata, and on which server each is. */
    public Schemata schemata() {
        return new Schemata(registrySchema);
    }

    /** The contexts, and in which schema each is. */
    public Contexts contexts() {
        return new Contexts(registrySchema);
    }

    /** The nodes that have told of themselves. */
    public Nodes nodes() {
        return new Nodes(registrySchema);
    }

    /** Whether its tables are there; asks, and makes none. */
    public boolean exists() {
        return registrySchema.look("look for the registry", false, connection -> true);
    }

    /** Grows by one with every change that matters to a node. */
    public long version() {
        return registrySchema.ask(
                "read the version of the registry",
                connection -> Sql.number(connection, "select version from ferry_registry where id = 1"));
    }
}
