package org.jettyferry.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.cli.FerryCommand.ferry;
import static org.jettyferry.testkit.nodes.JettyRelease.JETTY_12_1;
import static org.jettyferry.testkit.nodes.JettyRelease.JETTY_9_3;
import static org.jettyferry.testkit.servers.ServerKind.MYSQL;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jettyferry.testkit.Wide;
import org.jettyferry.testkit.cli.FerryProcess;
import org.jettyferry.testkit.nodes.JettyNode;
import org.jettyferry.testkit.nodes.JettyRelease;
import org.jettyferry.testkit.nodes.NodePlan;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.store.SessionRows;
import org.jettyferry.testkit.store.ShopClient;

/** A site with tables and columns of its own names, and with virtual hosts, changes its Jetty node by node. */
class NamedTablesIT {
    /** By Jetty's properties. */
    private static final Map<String, String> NAMES = Map.of(
            "table", "WebSessions",
            "idsTable", "WebIds",
            "idColumn", "webId",
            "contextPathColumn", "webPath",
            "virtualHostColumn", "webHost",
            "maxIntervalColumn", "pause",
            "mapColumn", "data");

    @ServerTest({POSTGRESQL, MYSQL})
    void guestsShareTablesThatHaveOtherNames(TestDatabase database) throws Exception {
        Wide.assume("guests on tables of other names on " + database.server().name());
        ShopClient customer = new ShopClient();
        try (JettyNode old = node(JETTY_9_3, database, "old1").savesAtOnce().start()) {
            customer.arrive(old);
            try (JettyNode guest = node(JETTY_12_1, database, "new1").guest().start()) {
                for (JettyNode node : List.of(guest, old, guest)) {
                    shop(customer, node);
                }
                assertThat(SessionRows.of(
                                database, "select distinct webHost, pause from WebSessions order by webHost, pause"))
                        .containsExactly("localhost|1800");
                old.close();

                turn(database, "upgrade", "12");
                assertThat(SessionRows.of(database, "select distinct webHost, pause from WebSessions"))
                        .containsExactly("localhost|1800000");
                shop(customer, guest);
                turn(database, "downgrade", "9.3");
                shop(customer, guest);
                try (JettyNode back =
                        node(JETTY_9_3, database, "old2").savesAtOnce().start()) {
                    for (JettyNode node : List.of(back, guest, back)) {
                        shop(customer, node);
                    }
                }
            }
        }
    }

    private static NodePlan node(JettyRelease release, TestDatabase database, String worker) {
        NodePlan plan = ShopClient.node(release, database).workerName(worker).virtualHosts("localhost", "127.0.0.1");
        NAMES.forEach(plan::schema);
        return plan;
    }

    private static void turn(TestDatabase database, String direction, String release) {
        List<String> line = new ArrayList<>(List.of(direction, "--to", release, "--live", "--yes"));
        NAMES.forEach((name, value) -> line.add("-Pjetty.session.jdbc.schema." + name + "=" + value));
        FerryProcess.Outcome outcome =
                ferry(line.toArray(String[]::new)).on(database).runHere();
        assertThat(outcome.exit()).as("%s", outcome).isZero();
    }

    private static void shop(ShopClient customer, JettyNode node) {
        customer.assertSame(node);
        customer.add(node, ShopClient.ROOT, "Compass");
        customer.add(node, ShopClient.SHOP, "Rope");
        customer.assertSame(node);
    }
}
