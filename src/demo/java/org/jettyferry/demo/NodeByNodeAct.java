package org.jettyferry.demo;

import static org.jettyferry.demo.Narrator.check;
import static org.jettyferry.demo.Narrator.show;
import static org.jettyferry.demo.Narrator.tell;

import java.net.URI;
import java.util.Map;
import org.jettyferry.testkit.balancers.RequestBalancer;
import org.jettyferry.testkit.cli.FerryCommand;
import org.jettyferry.testkit.nodes.Browser;
import org.jettyferry.testkit.nodes.JettyNode;
import org.jettyferry.testkit.nodes.JettyRelease;
import org.jettyferry.testkit.nodes.NodePlan;
import org.jettyferry.testkit.servers.TestDatabase;

/** The first act: Jetty 9.3 is replaced by Jetty 12 and back, behind one balancer, while a customer keeps clicking. */
final class NodeByNodeAct {
    /** Long enough for some clicks between two lines of the story. */
    private static final long A_WHILE = 1_500;

    private final TestDatabase database;
    private final Browser alice = new Browser();

    NodeByNodeAct(TestDatabase database) {
        this.database = database;
    }

    void play() throws Exception {
        tell("First act: one balancer, and behind it the little shop on " + JettyRelease.JETTY_9_3
                + ", which keeps its sessions in PostgreSQL.");
        try (RequestBalancer balancer = new RequestBalancer()) {
            JettyNode old = started(node(JettyRelease.JETTY_9_3, "old1").savesAtOnce(), "old1", balancer);
            URI shop = balancer.uri().resolve("shop/");
            alice.submit(shop.resolve("login"), Map.of("user", "Alice"));
            tell("Alice logs in and clicks all the time from now on. Each page is compared with what she did before.");
            Customer customer = Customer.clicking(alice, shop);
            try (JettyNode last = replacedAndBack(old, balancer)) {
                int clicks = customer.stop();
                show(
                        "Alice has clicked %d times: each page was there, with her name and all the ropes in her cart",
                        clicks);
                show("the last one came from %s", last);
            }
        }
    }

    private JettyNode replacedAndBack(JettyNode old, RequestBalancer balancer) throws Exception {
        tell(JettyRelease.JETTY_12_1
                + " starts beside it, as a guest: by the driver jdbc:ferry: it works on the tables of"
                + " 9.3. Then the old node goes.");
        JettyNode guest = started(node(JettyRelease.JETTY_12_1, "new1").guest(), "new1", balancer);
        gone(old, "old1", balancer);
        ferry("detect");

        tell("The store is turned over under the running guest.");
        ferry("upgrade", "--to", "12", "--live", "--yes");
        Thread.sleep(A_WHILE);

        tell("And all the way back, with what she did meanwhile.");
        ferry("downgrade", "--to", "9.3", "--live", "--yes");
        JettyNode again = started(node(JettyRelease.JETTY_9_3, "old2").savesAtOnce(), "old2", balancer);
        gone(guest, "new1", balancer);
        Thread.sleep(A_WHILE);
        return again;
    }

    private NodePlan node(JettyRelease release, String worker) {
        return JettyNode.plan(release, database)
                .workerName(worker)
                .webapp("/shop", release.shop())
                .pooled();
    }

    private static JettyNode started(NodePlan plan, String worker, RequestBalancer balancer) {
        JettyNode node = plan.start();
        balancer.put(worker, node.uri());
        return node;
    }

    /** Takes a node out of the balancer, and stops it. */
    private static void gone(JettyNode node, String worker, RequestBalancer balancer) throws Exception {
        balancer.takeOut(worker);
        node.close();
        show("%s is stopped", node);
    }

    private void ferry(String... arguments) {
        int exit = FerryCommand.ferry(arguments)
                .on(database)
                .echo(System.out)
                .run()
                .exit();
        check("the exit code of ferry " + arguments[0], 0, exit);
    }
}
