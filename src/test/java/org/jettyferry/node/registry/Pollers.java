package org.jettyferry.node.registry;

import static org.jettyferry.testkit.Await.eventually;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jettyferry.testkit.servers.CountingDriver;
import org.jettyferry.testkit.servers.TestDatabase;

/** The pollers of a test, all of server {@code old}; closing stops them and waits for the end of their threads. */
final class Pollers implements AutoCloseable {
    private final List<RegistryPoller> pollers = new ArrayList<>();
    private volatile NodeState nodeState = new NodeState("wait", "", "", "5..7", "shop", false);
    private volatile Collection<SchemaRelease> released = List.of();

    /** Sets which schemata all of them have let go of. */
    void release(SchemaRelease... schemata) {
        released = List.of(schemata);
    }

    /** Sets what all of them report of their node. */
    void report(NodeState state) {
        nodeState = state;
    }

    RegistryPoller start(ContextDirectory directory, TestDatabase database, String url) {
        return start(
                directory,
                new RegistryAddress(
                        CountingDriver.counted(url),
                        database.user(),
                        database.password(),
                        null,
                        CountingDriver.class.getName()));
    }

    RegistryPoller startDirectly(ContextDirectory directory, TestDatabase database, String url) {
        return start(directory, new RegistryAddress(url, database.user(), database.password(), null, null));
    }

    /** Starts one that asks for the version once in ten minutes. */
    RegistryPoller startSlowly(ContextDirectory directory, TestDatabase database) {
        RegistryAddress address = new RegistryAddress(database.url(), database.user(), database.password(), null, null);
        return start(directory, new PollerSettings(address, true, "old", 600_000, 100, false), () -> {});
    }

    RegistryPoller start(ContextDirectory directory, RegistryAddress address) {
        return start(directory, address, () -> {});
    }

    RegistryPoller start(ContextDirectory directory, RegistryAddress address, Runnable whenLookedUp) {
        return start(directory, new PollerSettings(address, true, "old", 50, 100, false), whenLookedUp);
    }

    private RegistryPoller start(ContextDirectory directory, PollerSettings settings, Runnable whenLookedUp) {
        RegistryPoller poller = new RegistryPoller(
                directory, new NodeIdentity("9.4.58", "1", "2"), settings, () -> nodeState, () -> released);
        poller.start(whenLookedUp);
        pollers.add(poller);
        return poller;
    }

    @Override
    public void close() throws Exception {
        for (RegistryPoller poller : pollers) {
            poller.stop();
        }
        eventually(
                "the end of the threads",
                () -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().equals("ferry-registry")));
    }
}
