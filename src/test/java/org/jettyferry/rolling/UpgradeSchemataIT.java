package org.jettyferry.rolling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.nodes.JettyRelease.JETTY_9_3;
import static org.jettyferry.testkit.nodes.JettyRelease.JETTY_9_4;
import static org.jettyferry.testkit.servers.ServerKind.MYSQL;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jettyferry.testkit.Await;
import org.jettyferry.testkit.Wide;
import org.jettyferry.testkit.balancers.Balancing;
import org.jettyferry.testkit.cli.FerryProcess;
import org.jettyferry.testkit.nodes.JettyRelease;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestServer;
import org.jettyferry.testkit.traffic.Answer;
import org.jettyferry.testkit.traffic.Answers;
import org.jettyferry.testkit.traffic.Traffic;

/**
 * The whole rolling upgrade on real nodes, under load: two old nodes and two new ones, two balancers. Each user is logged in
 * and has a cart, and checks every page against what it did before. Nobody may notice anything. A normal build has four shops
 * in three schemata, a wide one fifty in six.
 */
class UpgradeSchemataIT {
    private static final int SCHEMATA = Wide.ON ? 6 : 3;
    private static final int ENOUGH = 3;

    @ServerTest(POSTGRESQL)
    void from93To12(TestServer server) throws Exception {
        nobodyNotices(server, JETTY_9_3, Wide.ON ? 50 : 4);
    }

    @ServerTest(MYSQL)
    void from94To12(TestServer server) throws Exception {
        Wide.assume("from 9.4 on MySQL");
        nobodyNotices(server, JETTY_9_4, 50);
    }

    private static void nobodyNotices(TestServer server, JettyRelease old, int count) throws Exception {
        Map<String, List<String>> schemata = schemata(count);
        List<String> contexts = schemata.values().stream().flatMap(List::stream).toList();
        try (Site site = new Site(
                server,
                old,
                List.of("old1", "old2"),
                List.of("new1", "new2"),
                schemata,
                List.of(Balancing.HAPROXY, Balancing.NGINX))) {
            site.run("server", "store", "old", site.oldStore().url());
            site.run("server", "store", "new", site.newStore().url());
            Answers answers;
            try (Traffic traffic = Traffic.following(
                    site.oldUri(), contexts, Duration.ofMillis(Math.max(600, 100L * contexts.size())))) {
                answers = traffic.answers();
                everybodyIsServedBy("old", contexts, answers, 0);

                long there = System.nanoTime();
                FerryProcess.Outcome outcome =
                        site.ferry("upgrade-schemata", "-n", "new", "--yes").run();
                assertThat(outcome.exit()).as("%s", outcome).isZero();
                everybodyIsServedBy("new", contexts, answers, System.nanoTime());
                print(server + ", there", answers, there, status(site));

                site.redirect("new", site.oldUri().toString());
                Await.eventually(
                        "the new nodes redirect", // one that does not yet answers 421
                        () -> site.newNodes().values().stream()
                                .allMatch(
                                        node -> node.log().contains("server.properties has changed and is in force")));
                long back = System.nanoTime();
                site.run("upgrade-schemata", "-n", "old", "--from-server", "new", "--yes");
                everybodyIsServedBy("old", contexts, answers, System.nanoTime());
                print(server + ", back", answers, back, status(site));
                assertThat(outcome.out()).isNotEmpty();
            }
            assertThat(answers.bad()).isEmpty();
            assertThat(answers.all()).extracting(Answer::status).isSubsetOf(200, 302, 307);
            for (String context : contexts) {
                assertThat(loginsOf(context, answers)).as(context).isLessThanOrEqualTo(3);
            }
        }
    }

    /** A browser that is asked to log in again shows a page that it takes for that of a new server. */
    private static long loginsOf(String context, Answers answers) {
        return answers.of(context, 0).stream()
                .filter(answer -> answer.session() == Answer.Session.NEW_SERVER)
                .count();
    }

    private static Map<String, List<String>> schemata(int contexts) {
        Map<String, List<String>> schemata = new LinkedHashMap<>();
        for (int i = 0; i < contexts; i++) {
            schemata.computeIfAbsent("shop_" + (i % SCHEMATA + 1), any -> new ArrayList<>())
                    .add("c" + i);
        }
        return schemata;
    }

    private static void everybodyIsServedBy(String server, List<String> contexts, Answers answers, long from)
            throws Exception {
        for (String context : contexts) {
            Await.eventually(
                    context + " is served by " + server,
                    () -> answers.of(context, from).stream()
                                    .filter(answer -> answer.session() == Answer.Session.KEPT)
                                    .filter(answer -> answer.server().equals(server))
                                    .count()
                            >= ENOUGH);
        }
    }

    private static JsonObject status(Site site) {
        FerryProcess.Outcome outcome = site.run("upgrade-schemata", "--status", "--json");
        JsonObject status =
                JsonParser.parseString(String.join("\n", outcome.out())).getAsJsonObject();
        for (JsonElement schema : status.getAsJsonArray("schemata")) {
            assertThat(schema.getAsJsonObject().get("state").getAsString()).isEqualTo("done");
            assertThat(schema.getAsJsonObject().get("refusedSessions").getAsLong())
                    .isZero();
        }
        return status;
    }

    /** Measured, not asserted. */
    private static void print(String what, Answers answers, long from, JsonObject status) {
        List<Answer> during =
                answers.all().stream().filter(answer -> answer.began() >= from).toList();
        Map<Integer, Long> byStatus =
                new TreeMap<>(during.stream().collect(Collectors.groupingBy(Answer::status, Collectors.counting())));
        long longest = during.stream()
                .mapToLong(answer -> (answer.ended() - answer.began()) / 1_000_000)
                .max()
                .orElse(0);
        List<Long> closed = new ArrayList<>();
        long sessions = 0;
        for (JsonElement schema : status.getAsJsonArray("schemata")) {
            closed.add(schema.getAsJsonObject().get("closedMillis").getAsLong());
            sessions += schema.getAsJsonObject().get("sessions").getAsLong();
        }
        System.err.printf(
                "%s: %,d requests by status %s, %,d sessions along, longest request %,d ms, schemata closed for %s ms%n",
                what, during.size(), byStatus, sessions, longest, closed);
    }
}
