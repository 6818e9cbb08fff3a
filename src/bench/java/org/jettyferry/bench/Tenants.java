package org.jettyferry.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jettyferry.node.registry.ContextRow;
import org.jettyferry.node.registry.RegistrySnapshot;
import org.jettyferry.node.registry.Schema;
import org.jettyferry.node.route.Router;
import org.jettyferry.node.route.RoutingSettings;

/** The state of a node of server {@code old} after requests for all its tenants. */
final class Tenants {
    /** A context of its own beside the tenants. */
    static final String WEBAPP = "/shop";

    private Tenants() {}

    /**
     * Returns a router that knows this many contexts, added in random order.
     *
     * @param server where all of them live
     */
    static Router routing(int contexts, String resolver, String server) {
        Map<String, String> properties = Map.of(
                "serverName", "old",
                "contextResolver", resolver,
                "maxContexts", "1000001",
                "migrationRedirectURL", "https://new.example.com");
        Router routing = new Router(RoutingSettings.from(properties, RoutingSettings.DEFAULTS, problem -> {
            throw new IllegalStateException(problem);
        }));
        routing.update(new RegistrySnapshot(1, Map.of(1L, new Schema(1, "s", server, true, "")), Set.of("old", "new")));
        List<String> names = new ArrayList<>();
        for (int i = 0; i < contexts; i++) {
            names.add(name(i));
        }
        Collections.shuffle(names, new Random(2));
        names.add(WEBAPP);
        learn(routing, names);
        return routing;
    }

    /** Returns a name of fixed length, so that only the number of contexts differs between runs. */
    static String name(int number) {
        return "tenant-" + (1_000_000 + number);
    }

    private static void learn(Router routing, List<String> names) {
        Map<String, ContextRow> rows = new HashMap<>();
        names.forEach(name -> rows.put(name, new ContextRow(name, 1, true, "")));
        routing.update(names, rows);
    }
}
