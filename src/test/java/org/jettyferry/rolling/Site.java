package org.jettyferry.rolling;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jettyferry.testkit.balancers.Balancing;
import org.jettyferry.testkit.balancers.LoadBalancer;
import org.jettyferry.testkit.balancers.Relay;
import org.jettyferry.testkit.cli.FerryCommand;
import org.jettyferry.testkit.cli.FerryProcess;
import org.jettyferry.testkit.nodes.JettyNode;
import org.jettyferry.testkit.nodes.JettyRelease;
import org.jettyferry.testkit.nodes.NodePlan;
import org.jettyferry.testkit.servers.Scratch;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.servers.TestServer;

/**
 * A site in the middle of a rolling upgrade: nodes of an old Jetty (server {@code old}) behind the balancer that users
 * know, one node of Jetty 12.1 (server {@code new}) behind a second one; a session store for each, one registry for both.
 * Every context is a web application, and the site's data of it is in a schema of its own, {@code data_<context>}.
 */
public final class Site implements AutoCloseable {
    /** With more contexts than this the nodes have a pool of connections, as a site of that size has. */
    private static final int FEW = 20;

    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final Map<String, JettyNode> oldNodes = new LinkedHashMap<>();
    private final Path folder = Scratch.run("site");
    private final List<String> contexts;
    private final boolean oneHost;
    private final String environment;
    private final TestDatabase registry;
    private final TestDatabase oldStore;
    private final TestDatabase newStore;
    private final Map<String, JettyNode> newNodes = new LinkedHashMap<>();
    private final Relay toRegistry;
    private final LoadBalancer newBalancer;
    private final LoadBalancer oldBalancer;

    /**
     * Builds the site.
     *
     * @param server where the databases are
     * @param old the Jetty of the old nodes
     * @param oldNames the names of the old nodes
     * @param contexts the web applications, e.g. {@code acme}; the registry shall know all but {@code plain}
     * @param balancings what the balancers are, the users' first
     */
    public Site(
            TestServer server,
            JettyRelease old,
            List<String> oldNames,
            List<String> contexts,
            List<Balancing> balancings) {
        this(server, old, oldNames, List.of("new1"), schemata(contexts), contexts, balancings, false, "ee10");
    }

    /** Builds a site of one node on each side whose new one runs the web applications in this environment. */
    static Site intoEnvironment(
            String environment,
            TestServer server,
            JettyRelease old,
            List<String> contexts,
            List<Balancing> balancings) {
        List<String> oldNames = List.of("old1");
        List<String> newNames = List.of("new1");
        return new Site(server, old, oldNames, newNames, schemata(contexts), contexts, balancings, false, environment);
    }

    /**
     * Builds a site with several new nodes, several contexts in a schema, and one host name for both balancers.
     *
     * @param schemata the contexts by the schema that they are in
     */
    public Site(
            TestServer server,
            JettyRelease old,
            List<String> oldNames,
            List<String> newNames,
            Map<String, List<String>> schemata,
            List<Balancing> balancings) {
        this(
                server,
                old,
                oldNames,
                newNames,
                schemata,
                schemata.values().stream().flatMap(List::stream).toList(),
                balancings,
                true,
                "ee10");
    }

    private Site(
            TestServer server,
            JettyRelease old,
            List<String> oldNames,
            List<String> newNames,
            Map<String, List<String>> schemata,
            List<String> contexts,
            List<Balancing> balancings,
            boolean oneHost,
            String environment) {
        this.environment = environment;
        this.contexts = contexts;
        this.oneHost = oneHost;
        registry = closedLater(server.createDatabase());
        URI address = URI.create(registry.url().substring("jdbc:".length()));
        toRegistry = closedLater(Relay.to(address.getHost(), address.getPort()));
        register(schemata);

        newStore = closedLater(server.createDatabase());
        settings("new", newStore, "");
        for (String name : newNames) {
            newNodes.put(name, closedLater(node(JettyRelease.JETTY_12_1, newStore, "new", name)));
        }
        newBalancer = closedLater(balancings.get(1).orAnother(uris(newNodes), health(contexts)));

        oldStore = closedLater(server.createDatabase());
        settings("old", oldStore, newUri().toString());
        for (String name : oldNames) {
            oldNodes.put(name, closedLater(node(old, oldStore, "old", name)));
        }
        oldBalancer = closedLater(balancings.get(0).orAnother(uris(oldNodes), health(contexts)));
    }

    private static Map<String, List<String>> schemata(List<String> contexts) {
        Map<String, List<String>> schemata = new LinkedHashMap<>();
        contexts.stream()
                .filter(context -> !"plain".equals(context))
                .forEach(context -> schemata.put(schema(context), List.of(context)));
        return schemata;
    }

    private static Map<String, URI> uris(Map<String, JettyNode> nodes) {
        Map<String, URI> uris = new LinkedHashMap<>();
        nodes.forEach((name, node) -> uris.put(name, node.uri()));
        return uris;
    }

    /** The health of a node, at one of its web applications. */
    private static String health(List<String> contexts) {
        return "/" + contexts.get(0) + "/ferry/ready";
    }

    /** The session store of the old server. */
    public TestDatabase oldStore() {
        return oldStore;
    }

    /** The session store of the new server. */
    public TestDatabase newStore() {
        return newStore;
    }

    /** The new nodes. */
    public Map<String, JettyNode> newNodes() {
        return newNodes;
    }

    /** The balancer that users know. */
    public URI oldUri() {
        return oldBalancer.uri();
    }

    /** The second balancer; under another host name than the first unless there is to be one, so that each has its cookies. */
    public URI newUri() {
        return oneHost
                ? newBalancer.uri()
                : URI.create("http://localhost:" + newBalancer.uri().getPort() + "/");
    }

    /** The old nodes, for those who look behind the balancer. */
    public Map<String, JettyNode> oldNodes() {
        return oldNodes;
    }

    /** The registry's database. */
    public TestDatabase registry() {
        return registry;
    }

    /** The way from the nodes to the registry; the commands have a way of their own. */
    public Relay toRegistry() {
        return toRegistry;
    }

    /** Returns the schema that holds the data of a context. */
    public static String schema(String context) {
        return "data_" + context;
    }

    /** Returns a command of the operator, connected to the registry. */
    public FerryCommand ferry(String... arguments) {
        return FerryCommand.ferry(arguments)
                .environment("FERRY_REGISTRY_URL", registry.url())
                .environment("FERRY_REGISTRY_USER", registry.user())
                .environment("FERRY_REGISTRY_PASSWORD", registry.password());
    }

    /** Runs a command in the process of the test; it must succeed. */
    public FerryProcess.Outcome run(String... arguments) {
        FerryProcess.Outcome outcome = ferry(arguments).runHere();
        if (outcome.exit() != 0) {
            throw new IllegalStateException(String.join(" ", arguments) + " ended with " + outcome);
        }
        return outcome;
    }

    /**
     * Writes the file {@code server.properties} of a server's nodes anew, as an editor does.
     *
     * @param server its name
     * @param redirectUrl where requests of contexts on other servers go; empty for no such line
     */
    public void redirect(String server, String redirectUrl) {
        try {
            Path file = properties(server);
            List<String> lines = Files.readAllLines(file).stream()
                    .filter(line -> !line.startsWith("migrationRedirectURL"))
                    .toList();
            write(file, String.join("\n", lines) + "\n" + line(redirectUrl));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Lets the old nodes hand sessions over to the new ones, without encryption.
     *
     * @param key signs the tickets
     */
    void handOver(String key) {
        Path file = folder.resolve("tickets.key");
        write(file, key + "\n");
        for (String server : List.of("old", "new")) {
            set(server, "sessionHandOverKeyFile=" + file);
            set(server, "sessionHandOverPlain=on");
            set(server, "sessionHandOver=on");
        }
        set("new", "sessionHandOverFrom=http://" + oldUri().getAuthority());
    }

    /**
     * Sets a property of a server's nodes, as an editor does.
     *
     * @param server its name
     * @param property with its value
     */
    void set(String server, String property) {
        String name = property.substring(0, property.indexOf('=') + 1);
        try {
            Path file = properties(server);
            List<String> lines = Files.readAllLines(file).stream()
                    .filter(line -> !line.startsWith(name))
                    .toList();
            write(file, String.join("\n", lines) + "\n" + property + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
        Scratch.delete(folder);
    }

    private void register(Map<String, List<String>> schemata) {
        run("server", "register", "old");
        run("server", "register", "new");
        StringBuilder lines = new StringBuilder();
        schemata.forEach((schema, members) -> {
            run("schema", "add", schema, "--server", "old");
            members.forEach(context -> lines.append("%s,%s,/%s%n".formatted(context, schema, context)));
        });
        Path file = folder.resolve("contexts.csv");
        write(file, lines.toString());
        run("context", "import", file.toString());
    }

    private JettyNode node(JettyRelease release, TestDatabase store, String server, String name) {
        NodePlan plan = JettyNode.plan(release, store).ferryModule();
        if (release == JettyRelease.JETTY_12_1) {
            plan.ee(environment);
        }
        JettyRelease api =
                release == JettyRelease.JETTY_12_1 && environment.equals("ee8") ? JettyRelease.JETTY_9_4 : release;
        if (contexts.size() > FEW) {
            plan.pooled(); // 9.3 makes sessions under one lock of the server, with five connections each
        }
        contexts.forEach(context -> plan.webapp("/" + context, api.shop()));
        return plan.workerName(name)
                .environment("SERVER_NAME", server)
                .environment("FERRY_PROPERTIES", properties(server).toString())
                .start();
    }

    private void settings(String server, TestDatabase store, String redirectUrl) {
        String url = registry.url().replaceFirst("(//[^/:]+):\\d+", "$1:" + toRegistry.port());
        write(properties(server), """
                serverName=%s
                heartbeatInterval=1000
                ferry.registry.url=%s
                ferry.registry.user=%s
                ferry.registry.password=%s
                ferry.url=%s
                ferry.user=%s
                ferry.password=%s
                %s""".formatted(
                        server,
                        url,
                        registry.user(),
                        registry.password(),
                        store.url(),
                        store.user(),
                        store.password(),
                        line(redirectUrl)));
    }

    private Path properties(String server) {
        return folder.resolve(server).resolve("server.properties");
    }

    private static String line(String redirectUrl) {
        return redirectUrl.isEmpty() ? "" : "migrationRedirectURL=" + redirectUrl + "\n";
    }

    private static void write(Path file, String content) {
        try {
            Files.createDirectories(file.getParent());
            Path half = Files.writeString(file.resolveSibling("half"), content);
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T extends AutoCloseable> T closedLater(T resource) {
        running.push(resource);
        return resource;
    }
}
