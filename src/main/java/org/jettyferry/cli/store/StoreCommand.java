package org.jettyferry.cli.store;

import java.util.List;
import java.util.Optional;
import org.jettyferry.cli.connection.DatabaseCommand;
import org.jettyferry.cli.output.Formats;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.jdbc.ConnectionSettings;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.DatabaseException;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.registry.Node;
import org.jettyferry.registry.Registry;
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
        return () -> {
            Optional<ConnectionSettings> beside = database.registryBesideStore(invocation());
            return living(beside, connected).stream()
                    .map(StoreCommand::described)
                    .toList();
        };
    }

    private static List<Node> living(Optional<ConnectionSettings> beside, Database connected) {
        try {
            return new Registry(beside.map(Database::connect).orElse(connected))
                    .nodes()
                    .living();
        } catch (DatabaseException e) {
            if (beside.isEmpty()) {
                throw e;
            }
            throw new OperatorException(
                    Kind.REFUSED,
                    "the registry cannot be read for living nodes: " + e.getMessage(),
                    "Nothing was changed. Check FERRY_REGISTRY_URL or ferry.registry.url, or use --assume-stopped if all"
                            + " nodes are stopped.");
        }
    }

    private static String described(Node node) {
        return "a node of server " + node.server() + " on " + node.host() + " (Jetty " + node.jetty() + ", heartbeat "
                + Formats.duration(Math.max(0, node.ageMillis())) + " ago)";
    }
}
