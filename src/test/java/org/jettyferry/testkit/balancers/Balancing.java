package org.jettyferry.testkit.balancers;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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
        return (here().contains(this) ? this : here().get(0)).before(nodes);
    }

    /**
     * Starts a balancer, and says in the log which one it is.
     *
     * @param nodes the nodes by their worker names
     * @return the balancer, when it answers
     */
    public LoadBalancer before(Map<String, URI> nodes) {
        LoadBalancer balancer = switch (this) {
            case HAPROXY -> BalancerProcess.haproxy(program().orElseThrow(), nodes);
            case NGINX -> BalancerProcess.nginx(program().orElseThrow(), nodes);
            case SMALL -> new SmallBalancer(nodes);
        };
        System.err.println(balancer + " before " + String.join(", ", nodes.keySet()));
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
