package org.jettyferry.cli.store;

import org.jettyferry.cli.connection.DatabaseCommand;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.jdbc.ConnectionSettings;
import org.jettyferry.jdbc.Database;
import org.jettyferry.store.SessionStore;
import org.jettyferry.store.detect.NodeHeartbeats;
import picocli.CommandLine.Mixin;

/**
 * The base of the commands on a session store. It finds the store by {@link DatabaseFlags}, and gives the engine the
 * nodes that are alive: a store must not change under a running node.
 */
abstract class StoreCommand extends DatabaseCommand {
    @Mixin
    private final DatabaseFlags database = new DatabaseFlags();

    StoreCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected final ConnectionSettings connection(Invocation invocation) {
        return database.connection(invocation);
    }

    @Override
    protected final int run(Database connected) {
        return run(connected, new SessionStore(connected, database.names(invocation())));
    }

    /** Runs the command and returns its exit code. */
    abstract int run(Database connected, SessionStore store);

    /** Returns the flags that name this store, for the commands that the output suggests; each after a blank. */
    final String storeFlags() {
        return database.storeFlags();
    }

    /**
     * Returns the heartbeats of living nodes. The registry is in the database of the store unless the settings name
     * another.
     */
    final NodeHeartbeats heartbeats(Database connected) {
        return () -> new LivingNodes(database.registryBesideStore(invocation()), connected).living();
    }
}
