package org.jettyferry.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.cli.FerryCommand.ferry;
import static org.jettyferry.testkit.nodes.JettyRelease.JETTY_12_1;
import static org.jettyferry.testkit.nodes.JettyRelease.JETTY_9_3;
import static org.jettyferry.testkit.servers.ServerKind.MARIADB;
import static org.jettyferry.testkit.servers.ServerKind.MYSQL;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jettyferry.testkit.Await;
import org.jettyferry.testkit.Wide;
import org.jettyferry.testkit.balancers.RequestBalancer;
import org.jettyferry.testkit.cli.FerryProcess;
import org.jettyferry.testkit.nodes.JettyNode;
import org.jettyferry.testkit.nodes.JettyRelease;
import org.jettyferry.testkit.nodes.NodePlan;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.store.StoreFixture;
import org.jettyferry.testkit.store.SwapControls;
import org.jettyferry.testkit.traffic.Answer;
import org.jettyferry.testkit.traffic.Answers;
import org.jettyferry.testkit.traffic.Traffic;

/**
 * A site changes its Jetty node by node, behind one balancer and under load, turns its store over, and back. Each user is
 * logged in and has a cart, and checks every page against what it did before. Nobody may notice anything.
 */
class NodeByNodeIT {
    private static final int ENOUGH = 5;
    private static final int NODES = Wide.ON ? 4 : 2;
    private static final List<String> SHOPS = List.of("c0", "c1", "c2");

    private final Map<String, JettyNode> nodes = new LinkedHashMap<>();
    private final List<String> logs = new ArrayList<>();

    @ServerTest(
            value = {POSTGRESQL, MYSQL},
            wide = MARIADB)
    void from93To12(TestDatabase database) throws Exception {
        try (RequestBalancer balancer = new RequestBalancer()) {
            for (int i = 1; i <= NODES; i++) {
                start(node(JETTY_9_3, database, "old" + i).savesAtOnce(), "old" + i, balancer);
            }
            Answers answers;
            try (Traffic traffic = Traffic.following(balancer.uri(), SHOPS, Duration.ofMillis(400))) {
                answers = traffic.answers();
                everybodyIsServed(answers, "old");

                long begin = System.nanoTime();
                for (int i = 1; i <= NODES; i++) {
                    stop("old" + i, balancer);
                    start(node(JETTY_12_1, database, "new" + i).guest(), "new" + i, balancer);
                    everybodyIsServed(answers, "");
                }
                everybodyIsServed(answers, "new");
                print(database, "node by node", answers, begin);
                assertThat(detected(database)).isEqualTo("1");

                long live = System.nanoTime();
                FerryProcess.Outcome outcome = ferry("upgrade", "--to", "12", "--live", "--yes")
                        .on(database)
                        .run();
                assertThat(outcome.exit()).as("%s", outcome).isZero();
                everybodyIsServed(answers, "new");
                print(database, "the store turned over", answers, live);
                assertThat(detected(database)).isEqualTo("2");
                verify(database);

                long down = System.nanoTime();
                outcome = ferry("downgrade", "--to", "9.3", "--live", "--yes")
                        .on(database)
                        .run();
                assertThat(outcome.exit()).as("%s", outcome).isZero();
                everybodyIsServed(answers, "new");
                stop("new1", balancer);
                start(node(JETTY_9_3, database, "old1").savesAtOnce(), "old1", balancer);
                everybodyIsServed(answers, "");
                print(database, "and back", answers, down);
                assertThat(detected(database)).isEqualTo("1");
                verify(database);
            }
            assertThat(answers.bad().size()).isZero();
            assertThat(answers.all()).extracting(Answer::status).isSubsetOf(200, 302);
            for (String shop : SHOPS) {
                assertThat(answers.of(shop, 0).stream()
                                .filter(answer -> answer.session() == Answer.Session.NEW_SERVER)
                                .count())
                        .as("logins of " + shop)
                        .isLessThanOrEqualTo(3);
            }
            for (JettyNode node : nodes.values()) {
                assertThat(node.log()).doesNotContain("Unable to", "Unreadable", "duplicate key");
            }
        } finally {
            nodes.values().forEach(JettyNode::close);
        }
    }

    private static void verify(TestDatabase database) {
        assertThat(StoreFixture.store(database).verify(SwapControls.silent()).findings())
                .isEmpty();
    }

    private static NodePlan node(JettyRelease release, TestDatabase database, String worker) {
        NodePlan plan = JettyNode.plan(release, database)
                .workerName(worker)
                .environment("SERVER_NAME", worker.substring(0, 3))
                .pooled();
        SHOPS.forEach(shop -> plan.webapp("/" + shop, release.shop()));
        return plan;
    }

    private void start(NodePlan plan, String worker, RequestBalancer balancer) {
        JettyNode node = plan.start();
        nodes.put(worker, node);
        balancer.put(worker, node.uri());
    }

    private void stop(String worker, RequestBalancer balancer) throws Exception {
        balancer.takeOut(worker);
        JettyNode node = nodes.remove(worker);
        logs.add(node.log());
        node.close();
    }

    /** Waits until each shop has shown sessions on such nodes. */
    private static void everybodyIsServed(Answers answers, String by) throws Exception {
        long from = System.nanoTime();
        for (String shop : SHOPS) {
            Await.eventually(
                    shop + " is served",
                    () -> answers.of(shop, from).stream()
                                    .filter(answer -> answer.session() == Answer.Session.KEPT)
                                    .filter(answer -> answer.node().startsWith(by))
                                    .count()
                            >= ENOUGH);
        }
    }

    private static String detected(TestDatabase database) {
        FerryProcess.Outcome outcome = ferry("detect", "--json").on(database).run();
        return String.join("\n", outcome.out()).replaceAll("(?s).*\"generation\": ?\"(\\w+)\".*", "$1");
    }

    /** Measured, not asserted. */
    private static void print(TestDatabase database, String what, Answers answers, long from) {
        List<Answer> during =
                answers.all().stream().filter(answer -> answer.began() >= from).toList();
        Map<Integer, Long> byStatus =
                new TreeMap<>(during.stream().collect(Collectors.groupingBy(Answer::status, Collectors.counting())));
        long longest = during.stream()
                .mapToLong(answer -> (answer.ended() - answer.began()) / 1_000_000)
                .max()
                .orElse(0);
        System.err.printf(
                "%s, %s: %,d requests by status %s, longest request %,d ms%n",
                database.server().name(), what, during.size(), byStatus, longest);
        answers.bad().stream()
                .limit(5)
                .map(bad -> bad.toString().replaceAll("(?s)<!DOCTYPE.*<tbody>|</tbody>.*", ""))
                .forEach(System.err::println);
    }
}
