package org.jettyferry.testkit.balancers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A balancer's file of {@code docs/examples}, with the nodes of a test in the place of the example's. A line about the
 * first node stands for one line for each; within it, what is about the second one stands for all others. Immutable.
 */
final class ExampleConfiguration {
    private static final Path FOLDER = Path.of("docs/examples").toAbsolutePath();
    private static final Pattern SECOND_BALANCER = Pattern.compile("(?m)^# Balancer 2:");
    private static final Pattern HEALTH = Pattern.compile("(?m)^ *(?:option httpchk|http-check|default-server).*\n");
    private static final String PATH = "/shop/ferry/ready";

    private final String text;

    private ExampleConfiguration(String text) {
        this.text = text;
    }

    static ExampleConfiguration of(String file) {
        try {
            return new ExampleConfiguration(Files.readString(FOLDER.resolve(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leaves the second balancer out. */
    ExampleConfiguration first() {
        Matcher second = SECOND_BALANCER.matcher(text);
        return new ExampleConfiguration(second.find() ? text.substring(0, second.start()) : text);
    }

    /** Asks for the health at this path; not at all if it is empty. */
    ExampleConfiguration health(String path) {
        return new ExampleConfiguration(
                path.isEmpty() ? HEALTH.matcher(text).replaceAll("") : text.replace(PATH, path));
    }

    /**
     * Makes a balancer of the example one of a test.
     *
     * @param address where it listens in the example
     * @param port where it is to listen
     * @param server what the names of the example's nodes begin with
     * @param nodes the nodes by their worker names
     */
    ExampleConfiguration balancer(String address, int port, String server, Map<String, URI> nodes) {
        return new ExampleConfiguration(text.replace(address, "127.0.0.1:" + port)
                .lines()
                .map(line -> lines(server, line, nodes))
                .collect(Collectors.joining()));
    }

    private static String lines(String server, String line, Map<String, URI> nodes) {
        int first = line.indexOf(server + "1");
        int second = line.indexOf(server + "2");
        if (first < 0 && second < 0) {
            return line + "\n";
        }
        if (first < 0 || (second >= 0 && second < first)) {
            return "";
        }
        return nodes.keySet().stream()
                .map(name -> named(others(line, server, name, nodes), server + "1", name, nodes) + "\n")
                .collect(Collectors.joining());
    }

    /** Repeats what is about the second node for each node but one. */
    private static String others(String line, String server, String name, Map<String, URI> nodes) {
        Matcher part = Pattern.compile("[^{;]*\\b" + server + "2\\b[^;]*;").matcher(line);
        return part.replaceAll(match -> nodes.keySet().stream()
                .filter(other -> !other.equals(name))
                .map(other -> Matcher.quoteReplacement(named(match.group(), server + "2", other, nodes)))
                .collect(Collectors.joining()));
    }

    private static String named(String text, String example, String name, Map<String, URI> nodes) {
        return text.replace(example + ".example.com:8080", nodes.get(name).getAuthority())
                .replaceAll("\\b" + example + "\\b", Matcher.quoteReplacement(name));
    }

    @Override
    public String toString() {
        return text;
    }
}
