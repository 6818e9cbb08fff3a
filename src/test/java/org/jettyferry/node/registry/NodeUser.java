package org.jettyferry.node.registry;

import java.sql.SQLException;
import org.jettyferry.testkit.registry.RegistryTables;
import org.jettyferry.testkit.servers.TestDatabase;

/** A registry with one context, and a user of PostgreSQL for the nodes, who may do no more than a node has to. */
final class NodeUser implements AutoCloseable {
    private final TestDatabase database;
    private final String name;

    NodeUser(TestDatabase database, String context) throws Exception {
        this.database = database;
        name = "node_" + database.name();
        RegistryTables registry = new RegistryTables(database);
        registry.servers("old");
        registry.schema(1, "s1", 1);
        registry.contexts(1, context);
        database.execute(
                "create user " + name + " password 'secret-of-node'",
                "grant select, insert, update, delete on all tables in schema public to " + name);
    }

    /** Returns its name, which needs no quotes. */
    String name() {
        return name;
    }

    RegistryPoller start(Pollers pollers, ContextDirectory directory) {
        return pollers.start(directory, new RegistryAddress(database.url(), name, "secret-of-node", null, null));
    }

    /** Drops it; its connections must be closed. */
    @Override
    public void close() throws SQLException {
        database.execute("drop owned by " + name, "drop user " + name);
    }
}
