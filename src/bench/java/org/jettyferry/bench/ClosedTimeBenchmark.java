package org.jettyferry.bench;

import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jettyferry.rolling.Site;
import org.jettyferry.testkit.balancers.Balancing;
import org.jettyferry.testkit.cli.FerryProcess;
import org.jettyferry.testkit.nodes.JettyRelease;
import org.jettyferry.testkit.servers.ServerKind;
import org.jettyferry.testkit.traffic.Traffic;

/**
 * Measures for how long {@code ferry upgrade-schemata} closes a context, and what that time is made of: two real nodes of 9.3,
 * two of 12.1, two balancers, a user of each context who works all the time, and many sessions besides. Each schema has one
 * context. Arguments: server, schemata, sessions of each, bytes of a blob.
 */
public final class ClosedTimeBenchmark {
    private static final List<String> STEPS = List.of(
            "closes",
            "drains",
            "updates",
            "brings the sessions in",
            "opens",
            "looks whether it is served",
            "clears the old store");

    private ClosedTimeBenchmark() {}

    /**
     * Runs the benchmark and prints a line for each schema, and the median and worst of each step.
     *
     * @param args server (postgresql, mysql, mariadb), schemata, sessions, bytes
     */
    public static void main(String[] args) throws Exception {
        ServerKind kind = ServerKind.valueOf(args[0].toUpperCase(Locale.ROOT));
        Map<String, List<String>> schemata = new LinkedHashMap<>();
        for (int i = 1; i <= Integer.parseInt(args[1]); i++) {
            schemata.put("shop_" + i, List.of("c" + i));
        }
        List<String> contexts = schemata.values().stream().flatMap(List::stream).toList();
        try (Site site = new Site(
                kind.server(),
                JettyRelease.JETTY_9_3,
                List.of("old1", "old2"),
                List.of("new1", "new2"),
                schemata,
                List.of(Balancing.HAPROXY, Balancing.NGINX))) {
            site.run("server", "store", "old", site.oldStore().url());
            site.run("server", "store", "new", site.newStore().url());
            try (Traffic traffic = Traffic.following(site.oldUri(), contexts, Duration.ofMillis(300))) {
                Thread.sleep(5_000); // each context has its session table from its first session on
                try (Connection connection = site.oldStore().connect()) {
                    for (String context : contexts) {
                        BenchSessions.insert(
                                connection, "_" + context, Integer.parseInt(args[2]), Integer.parseInt(args[3]));
                    }
                }
                System.out.printf(
                        "%d answers before, %d of them bad%n",
                        traffic.answers().all().size(), traffic.answers().bad().size());
                try (FerryProcess process = site.ferry("upgrade-schemata", "-n", "new", "--yes", "--no-updates")
                        .start()) {
                    FerryProcess.Outcome outcome = process.outcome();
                    print(process, schemata.keySet(), outcome);
                }
                System.out.printf(
                        "%d answers in all, %d of them bad%n",
                        traffic.answers().all().size(), traffic.answers().bad().size());
            }
        }
        System.exit(0);
    }

    private static void print(FerryProcess process, Iterable<String> schemata, FerryProcess.Outcome outcome) {
        if (outcome.exit() != 0) {
            throw new IllegalStateException(outcome.toString());
        }
        Map<String, List<Long>> times = new LinkedHashMap<>();
        for (String schema : schemata) {
            StringBuilder line = new StringBuilder(schema + ":");
            for (int i = 0; i + 1 < STEPS.size(); i++) {
                long time =
                        (process.heard(schema + ": " + STEPS.get(i + 1)) - process.heard(schema + ": " + STEPS.get(i)))
                                / 1_000_000;
                times.computeIfAbsent(STEPS.get(i), any -> new ArrayList<>()).add(time);
                line.append("  ").append(STEPS.get(i)).append(' ').append(time);
            }
            System.out.println(line + " ms");
        }
        outcome.out().forEach(System.out::println);
        times.forEach((step, all) -> {
            Collections.sort(all);
            System.out.printf(
                    "%-28s median %,5d ms  worst %,5d ms%n", step, all.get(all.size() / 2), all.get(all.size() - 1));
        });
    }
}
