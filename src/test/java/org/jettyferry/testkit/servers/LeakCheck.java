package org.jettyferry.testkit.servers;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jettyferry.testkit.Await;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a {@link ServerTest} that leaves something behind on its server: a connection to its own database, with the
 * locks that it holds, or a database that the test made itself and did not drop.
 *
 * <p>A server notices a closed connection a moment later than its client, and a killed client when its statement ends:
 * the check waits for that. A test that has failed already is not checked, since it could not clean up.
 */
record LeakCheck(TestServer server) implements BeforeEachCallback, AfterEachCallback {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(LeakCheck.class);
    private static final long PATIENCE_NANOS = 15_000_000_000L;

    @Override
    public void beforeEach(ExtensionContext context) {
        context.getStore(NAMESPACE).put("before", server.databases());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (context.getExecutionException().isPresent()) {
            return;
        }
        List<String> leaks = new ArrayList<>(connections(OnEachServer.given(context)));
        undropped(context).forEach(name -> leaks.add("database " + name + " was not dropped"));
        if (!leaks.isEmpty()) {
            throw new AssertionError("left behind on " + server.name() + ": " + String.join("; ", leaks));
        }
    }

    private List<String> connections(Set<String> databases) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            List<String> open = databases.stream()
                    .flatMap(name -> server.connections(name).stream().map(line -> name + ": connection " + line))
                    .toList();
            if (open.isEmpty() || System.nanoTime() > end) {
                return open;
            }
            Await.briefly();
        }
    }

    private Set<String> undropped(ExtensionContext context) {
        Set<String> names = new TreeSet<>(server.databases());
        names.removeAll(OnEachServer.given(context));
        names.removeAll((Set<?>) context.getStore(NAMESPACE).get("before"));
        return names;
    }
}
