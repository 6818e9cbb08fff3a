package org.jettyferry.testkit.nodes;

import java.sql.SQLException;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jettyferry.testkit.servers.TableShape;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.servers.TestServer;

/** The tables that a node makes for itself in an empty database: what a store that we upgraded must be equal to. */
public final class FreshTables {
    private record Key(JettyRelease release, TestServer server) {}

    private static final Map<Key, SortedMap<String, TableShape>> SEEN = new ConcurrentHashMap<>();

    private FreshTables() {}

    /**
     * Lets a node make its tables; it is started once per JVM.
     *
     * @param release the Jetty that makes them
     * @param server the server on which it does
     * @return their shapes by name, without regard to case
     */
    public static SortedMap<String, TableShape> of(JettyRelease release, TestServer server) {
        return SEEN.computeIfAbsent(new Key(release, server), FreshTables::make);
    }

    private static SortedMap<String, TableShape> make(Key key) {
        try (TestDatabase database = key.server.createDatabase();
                JettyNode node = JettyNode.plan(key.release, database)
                        .webapp("/shop", key.release.shop())
                        .start()) {
            SortedMap<String, TableShape> shapes = TableShape.all(database);
            if (shapes.isEmpty()) {
                throw new IllegalStateException(node + " made no table:\n" + node.log());
            }
            return shapes;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
