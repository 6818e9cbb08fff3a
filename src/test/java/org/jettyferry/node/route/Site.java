package org.jettyferry.node.route;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jettyferry.node.registry.ContextRow;
import org.jettyferry.node.registry.RegistrySnapshot;
import org.jettyferry.node.registry.Schema;
import org.jettyferry.testkit.web.PlainRequest;
import org.jettyferry.testkit.web.PlainResponse;
import org.jettyferry.version.SchemaVersion;
import org.jspecify.annotations.Nullable;

/** A node of server {@code old} with a registry in memory: schemata 1 (on old), 2 (on new), 3 (no server). */
public final class Site {
    private final Map<Long, Schema> schemata = new HashMap<>();
    private final Map<String, ContextRow> contexts = new HashMap<>();
    private final Map<String, String> properties = new HashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final Router routing;
    private final Set<String> servers = new HashSet<>(Set.of("old", "new", "third"));
    private long version;
    private int passed;

    public Site(String... keysAndValues) {
        properties.put("serverName", "old");
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        routing = new Router(RoutingSettings.from(properties, RoutingSettings.DEFAULTS, problems::add));
        schema(1, "old", true).schema(2, "new", true).schema(3, null, true);
    }

    public Site set(String key, @Nullable String value) {
        if (value == null) {
            properties.remove(key);
        } else {
            properties.put(key, value);
        }
        routing.settings(RoutingSettings.from(properties, routing.settings(), problems::add));
        return this;
    }

    public Site schema(long id, @Nullable String server, boolean enabled) {
        schemata.put(id, new Schema(id, "s" + id, server, enabled, ""));
        routing.update(new RegistrySnapshot(++version, schemata, servers));
        return this;
    }

    /** Disables a schema on server {@code old}, and requests that its sessions are ended; 0 for no such request. */
    public Site ending(long id, long request) {
        schemata.put(id, new Schema(id, "s" + id, "old", false, "").endingSessions(request));
        routing.update(new RegistrySnapshot(++version, schemata, servers));
        return this;
    }

    /** Records the version of a schema on server {@code old}; null for none. */
    public Site version(long id, @Nullable String version) {
        SchemaVersion recorded = version == null ? null : SchemaVersion.parse(version);
        schemata.put(id, new Schema(id, "s" + id, "old", true, "", recorded, 0));
        routing.update(new RegistrySnapshot(++this.version, schemata, servers));
        return this;
    }

    /** Removes a server from the registry, or adds it. */
    Site server(String name, boolean there) {
        if (there) {
            servers.add(name);
        } else {
            servers.remove(name);
        }
        routing.update(new RegistrySnapshot(++version, schemata, servers));
        return this;
    }

    public Site context(String name, long schema) {
        return context(name, schema, true);
    }

    /** Adds a context to the registry; the node knows it only after a look-up. */
    Site register(String name, long schema) {
        contexts.put(name, new ContextRow(name, schema, true, ""));
        return this;
    }

    Site context(String name, long schema, boolean enabled) {
        contexts.put(name, new ContextRow(name, schema, enabled, ""));
        lookUp(List.of(name));
        return this;
    }

    /** Looks up the wanted names, as the poller does. */
    public Collection<String> poll() {
        Collection<String> wanted = routing.takeWanted(Integer.MAX_VALUE);
        lookUp(wanted);
        return wanted;
    }

    void forget(String name) {
        contexts.remove(name);
        lookUp(routing.known());
    }

    private void lookUp(Collection<String> names) {
        Map<String, ContextRow> found = new HashMap<>(contexts);
        found.keySet().retainAll(names);
        routing.update(names, found);
    }

    /** Sends a request to the web application at {@code /shop}. */
    PlainResponse send(PlainRequest request) {
        return send(request, (in, out) -> passed++);
    }

    PlainResponse send(PlainRequest request, FilterChain chain) {
        PlainResponse response = new PlainResponse();
        try {
            new RequestGate(routing, "/shop").pass(request, response, chain);
        } catch (IOException | ServletException e) {
            throw new AssertionError(e);
        }
        return response;
    }

    boolean passes(PlainRequest request) {
        int before = passed;
        PlainResponse response = send(request);
        return passed == before + 1 && response.getStatus() == 200;
    }

    public Router routing() {
        return routing;
    }

    List<String> problems() {
        return problems;
    }
}
