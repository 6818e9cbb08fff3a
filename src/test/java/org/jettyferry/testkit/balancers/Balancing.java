package org.jettyferry.testkit.balancers;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jettyferry.testkit.servers.Ports;

/** The programs that can balance the load here. */
public enum Balancing {
    /** HAProxy, from the packages of the system. */
    HAPROXY("haproxy"),
    /** nginx, from the packages of the system. */
    NGINX("nginx"),
    /** A small one of our own, for machines that have neither. */
    SMALL("");

    /** Folders of balancers that are not on every PATH. */
    private static final String ALSO = "/usr/sbin:/usr/local/sbin:/opt/homebrew/bin";

    private final String command;

    Balancing(String command) {
        this.command = command;
    }

    /**
     * Lists what can be used on this machine.
     *
     * @return at least the small one
     */
    public static List<Balancing> here() {
        return Arrays.stream(values())
                .filter(kind -> kind == SMALL || kind.program().isPresent())
                .toList();
    }

    /**
     * Takes this one if the machine has it, else another real one, else the small one.
     *
     * @param nodes the nodes by their worker names
     * @return the balancer, when it answers
     */
    public LoadBalancer orAnother(Map<String, URI> nodes) {
        return orAnother(nodes, "");
    }

    /**
     * Takes this one if the machine has it, else another real one, else the small one.
     *
     * @param nodes the nodes by their worker names
     * @param health the path at which a node says whether it is to get requests
     * @return the balancer, when it answers
     */
    public LoadBalancer orAnother(Map<String, URI> nodes, String health) {
        return (here().contains(this) ? this : here().get(0)).before(nodes, health);
    }

    /**
     * Starts a balancer, and says in the log which one it is.
     *
     * @param nodes the nodes by their worker names
     * @return the balancer, when it answers
     */
    public LoadBalancer before(Map<String, URI> nodes) {
        return before(nodes, "");
    }

    /**
     * Starts a balancer that asks its nodes for their health, where it can: HAProxy.
     *
     * @param nodes the nodes by their worker names
     * @param health the path to ask
     * @return the balancer, when it answers
     */
    LoadBalancer before(Map<String, URI> nodes, String health) {
        if (this == SMALL) {
            return announced(new SmallBalancer(nodes), nodes.keySet());
        }
        int port = Ports.free();
        ExampleConfiguration first = example().first().health(health);
        return announced(start(port, first.balancer("192.0.2.10:80", port, "old", nodes)), nodes.keySet());
    }

    /**
     * Starts the two balancers of the example.
     *
     * @param oldNodes the nodes of the first one by their worker names
     * @param newNodes the nodes of the second one
     * @param second the port of the second one
     * @return the first one, when it answers
     */
    LoadBalancer both(Map<String, URI> oldNodes, Map<String, URI> newNodes, int second) {
        int port = Ports.free();
        ExampleConfiguration both = example()
                .health("")
                .balancer("192.0.2.10:80", port, "old", oldNodes)
                .balancer("192.0.2.11:80", second, "new", newNodes);
        return start(port, both);
    }

    private ExampleConfiguration example() {
        return ExampleConfiguration.of(this == HAPROXY ? "haproxy.cfg" : "nginx.conf");
    }

    private LoadBalancer start(int port, ExampleConfiguration configuration) {
        Path program = program().orElseThrow();
        return this == HAPROXY
                ? BalancerProcess.haproxy(program, port, configuration)
                : BalancerProcess.nginx(program, port, configuration);
    }

    private static LoadBalancer announced(LoadBalancer balancer, Set<String> nodes) {
        System.err.println(balancer + " before " + String.join(", ", nodes));
        return balancer;
    }

    private Optional<Path> program() {
        return Stream.of(System.getenv("PATH") + ":" + ALSO)
                .flatMap(path -> Arrays.stream(path.split(":")))
                .map(folder -> Path.of(folder, command))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }
}
