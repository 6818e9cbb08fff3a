package org.jettyferry.cli.update;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jettyferry.cli.connection.ConnectionFlags;
import org.jettyferry.cli.connection.DatabaseCommand;
import org.jettyferry.cli.store.LivingNodes;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.jdbc.ConnectionSettings;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.ReadPools;
import org.jettyferry.registry.Registry;
import org.jettyferry.registry.Schema;
import org.jettyferry.store.detect.NodeHeartbeats;
import picocli.CommandLine.Mixin;

/** The base of the commands that work on schemata, one after the other. */
abstract class SchemaCommand extends DatabaseCommand {
    @Mixin
    private final ConnectionFlags database = new ConnectionFlags();

    @Mixin
    final SchemaFlags schemata = new SchemaFlags();

    private final List<ReadPools> pools = new ArrayList<>();

    SchemaCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected void check() {
        schemata.check();
    }

    @Override
    protected final ConnectionSettings connection(Invocation invocation) {
        return schemata.needRegistry() ? database.registry(invocation) : database.connection(invocation);
    }

    /** Returns a connected database for each chosen schema, by the name that messages give it. */
    final Map<String, Target> targets(Database connected) {
        Map<String, Target> targets = new LinkedHashMap<>();
        if (!schemata.needRegistry()) {
            targets.put(connected.displayUrl().split("[?;]", 2)[0], () -> connected);
            return targets;
        }
        List<Schema> chosen = schemata.of(new Registry(connected));
        if (chosen.isEmpty()) {
            err().println("The registry has no schemata; ferry schema add adds one.");
        }
        Map<String, ConnectionSettings> settings = new LinkedHashMap<>();
        chosen.forEach(
                schema -> settings.put(schema.name(), sameLogin(schema.url().orElseThrow())));
        int size = sharedConnections();
        ReadPools shared = new ReadPools(size == 0 ? List.of() : List.copyOf(settings.values()), size);
        pools.add(shared);
        settings.forEach((name, one) -> targets.put(name, () -> shared.connect(one)));
        return targets;
    }

    /**
     * Returns how many connections schemata of one server may share, for a command that looks at many and often finds nothing to
     * do; 0 for none.
     */
    int sharedConnections() {
        return 0;
    }

    @Override
    protected final int connectAndRun() {
        try {
            return super.connectAndRun();
        } finally {
            pools.forEach(ReadPools::close);
        }
    }

    /** Returns the nodes under which no session store may change: those of the registry. */
    final NodeHeartbeats heartbeats(Database connected) {
        return schemata.needRegistry()
                ? new LivingNodes(Optional.empty(), connected)
                : new LivingNodes(database.registryBesideStore(invocation()), connected);
    }

    /** Prints why a schema has failed whose fellows go on. Returns the message. */
    final String tellFailed(String schema, OperatorException e) {
        String message = withoutSecrets(String.valueOf(e.getMessage()));
        err().println(schema + ": " + message + System.lineSeparator() + withoutSecrets(e.remedy()));
        return message;
    }

    /** A database to connect to. */
    @FunctionalInterface
    interface Target {
        /**
         * Connects.
         *
         * @throws OperatorException if it can't be reached
         */
        Database connect();
    }
}
