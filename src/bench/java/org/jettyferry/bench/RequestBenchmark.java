package org.jettyferry.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jettyferry.testkit.servers.ServerKind;
import org.jettyferry.testkit.servers.TestDatabase;

/**
 * Measures whole requests against a real Jetty 12.1: the cost of a filter or of rewrite rules before a web application.
 * Every variant is a web application of the same server. They are measured in turn, in rounds, so that other load on
 * the machine affects all of them. Arguments: rounds, seconds for each variant and round, connections.
 */
public final class RequestBenchmark {
    private static final double WARM_UP_SECONDS = 2.5;

    private final int rounds;
    private final double seconds;
    private final Load load;
    private final Map<String, List<Sample>> samples = new LinkedHashMap<>();

    /** The result of one variant in one round. */
    private record Sample(double perSecond, double cpuMicros) {}

    private RequestBenchmark(int rounds, double seconds, int connections) {
        this.rounds = rounds;
        this.seconds = seconds;
        this.load = new Load(connections);
    }

    /**
     * Runs the benchmark and prints its tables.
     *
     * @param args rounds, seconds, connections
     */
    public static void main(String[] args) throws Exception {
        RequestBenchmark benchmark =
                new RequestBenchmark(Integer.parseInt(args[0]), Double.parseDouble(args[1]), Integer.parseInt(args[2]));
        try (TestDatabase registry = ServerKind.POSTGRESQL.server().createDatabase()) {
            benchmark.run(new BenchRegistry(registry));
        }
        System.exit(0);
    }

    private void run(BenchRegistry registry) throws Exception {
        List<Variant> passing = List.of(
                Variant.none(),
                Variant.emptyFilter(),
                registry.staysByWebApplication(),
                registry.staysByPath(),
                Variant.rewriteHandler(1),
                Variant.rewriteHandler(100),
                Variant.tuckey(1),
                Variant.tuckey(100));
        Variant moved = registry.moved();
        List<Variant> all = new ArrayList<>(passing);
        all.add(moved);
        try (BenchServer jetty = BenchServer.jetty(all, registry.driver())) {
            registry.awaitNode(jetty, moved);
            for (Variant variant : all) {
                load.run(jetty.page(variant), variant.status(), WARM_UP_SECONDS);
            }
            for (int round = 0; round < rounds; round++) {
                for (Variant variant : passing) {
                    measure(variant.name(), jetty, variant);
                }
            }
            print("A request that stays", "none");
            samples.clear();
            redirects(jetty, moved);
        }
        load.close();
    }

    private void redirects(BenchServer jetty, Variant moved) throws Exception {
        Optional<Path> program = Stream.of("/usr/sbin/nginx", "/usr/local/sbin/nginx", "/usr/bin/nginx")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        if (program.isEmpty()) {
            System.out.println("nginx is not installed: redirects are not compared.");
            return;
        }
        try (BenchServer nginx = BenchServer.nginx(program.get(), 100)) {
            Variant tenant = new Variant("tenant77", "", "", Variant.PAGE, 307);
            load.run(nginx.page(tenant), 307, WARM_UP_SECONDS);
            for (int round = 0; round < rounds; round++) {
                measure("nginx, map + return 307", nginx, tenant);
                measure("ferry", jetty, moved);
            }
        }
        print("A redirect", "nginx, map + return 307");
    }

    private void measure(String name, BenchServer server, Variant variant) throws Exception {
        double cpu = Cpu.seconds(server.process());
        long begin = System.nanoTime();
        long answers = load.run(server.page(variant), variant.status(), seconds);
        double perSecond = answers * 1e9 / (System.nanoTime() - begin);
        double micros = (Cpu.seconds(server.process()) - cpu) * 1e6 / answers;
        samples.computeIfAbsent(name, key -> new ArrayList<>()).add(new Sample(perSecond, micros));
    }

    /** Prints medians over the rounds; ratios to the base variant are computed round by round. */
    private void print(String title, String base) {
        System.out.printf(
                Locale.ROOT,
                "%n%s%n%-26s %12s %14s %12s %12s%n",
                title,
                "",
                "a second",
                "CPU us each",
                "CPU ratio",
                "CPU +us");
        List<Sample> bases = samples.get(base);
        samples.forEach((name, of) -> System.out.printf(
                Locale.ROOT,
                "%-26s %,12.0f %14.2f %12.3f %12.2f%n",
                name,
                median(of.stream().mapToDouble(Sample::perSecond).toArray()),
                median(of.stream().mapToDouble(Sample::cpuMicros).toArray()),
                median(rounds(i -> of.get(i).cpuMicros / bases.get(i).cpuMicros)),
                median(rounds(i -> of.get(i).cpuMicros - bases.get(i).cpuMicros))));
    }

    private double[] rounds(java.util.function.IntToDoubleFunction value) {
        return java.util.stream.IntStream.range(0, rounds).mapToDouble(value).toArray();
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int half = values.length / 2;
        return values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    }
}
