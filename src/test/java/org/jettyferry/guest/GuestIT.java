package org.jettyferry.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.nodes.JettyRelease.JETTY_12_1;
import static org.jettyferry.testkit.nodes.JettyRelease.JETTY_9_3;
import static org.jettyferry.testkit.nodes.JettyRelease.JETTY_9_4;
import static org.jettyferry.testkit.servers.ServerKind.MARIADB;
import static org.jettyferry.testkit.servers.ServerKind.MSSQL;
import static org.jettyferry.testkit.servers.ServerKind.MYSQL;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.testkit.Wide;
import org.jettyferry.testkit.nodes.JettyNode;
import org.jettyferry.testkit.nodes.JettyRelease;
import org.jettyferry.testkit.nodes.NodePlan;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.store.ShopClient;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nodes of three releases work on one set of session tables, and customers go round between them. */
class GuestIT {
    private static final int ROUNDS = 3;

    @ServerTest(
            value = {MYSQL, MSSQL},
            wide = {POSTGRESQL, MARIADB})
    void customersGoRoundBetweenThreeReleases(TestDatabase database) throws SQLException {
        ShopClient ofOld = new ShopClient();
        ShopClient ofNew = new ShopClient();
        try (JettyNode old = ShopClient.node(JETTY_9_3, database)
                .workerName("old1")
                .savesAtOnce()
                .start()) {
            ofOld.arrive(old);
            try (JettyNode middle = ShopClient.node(JETTY_9_4, database)
                            .workerName("mid1")
                            .guest()
                            .start();
                    JettyNode young = ShopClient.node(JETTY_12_1, database)
                            .workerName("new1")
                            .guest()
                            .start()) {
                ofNew.arrive(young);
                for (int round = 0; round < ROUNDS; round++) {
                    for (JettyNode node : List.of(young, middle, old)) {
                        shop(ofOld, node);
                        shop(ofNew, node);
                    }
                }
                assertThat(young.log()).contains("is a guest").doesNotContain("Legacy serialization");
                assertThat(middle.log()).contains("is a guest").doesNotContain("Legacy serialization");
            }
            shop(ofOld, old);
            shop(ofNew, old);
        }
        try (Connection connection = database.connect()) {
            assertThat(Sql.number(connection, "select count(*) from JettySessions"))
                    .isEqualTo(4);
            assertThat(Sql.number(connection, "select count(*) from JettySessionIds"))
                    .isEqualTo(2);
        }
    }

    /** Tables of generation 2, on which the two disagree about the root web application alone. */
    @ServerTest(value = POSTGRESQL, wide = MYSQL)
    void customersGoRoundBetweenNineFourAndTwelve(TestDatabase database) {
        try (JettyNode old = ShopClient.node(JETTY_9_4, database)
                        .workerName("old1")
                        .module("session-cache-null")
                        .start();
                JettyNode young = ShopClient.node(JETTY_12_1, database)
                        .workerName("new1")
                        .guest("ferry.rows=9.4")
                        .start()) {
            ShopClient ofOld = new ShopClient();
            ShopClient ofNew = new ShopClient();
            ofOld.arrive(old);
            ofNew.arrive(young);
            for (JettyNode node : List.of(young, old, young, old)) {
                shop(ofOld, node);
                shop(ofNew, node);
            }
        }
    }

    /** The environments of Jetty 12 that have no ee10 in their name, and the lines between 9.4 and 12.1. */
    @ParameterizedTest
    @CsvSource({
        "JETTY_9_4_8,",
        "JETTY_10,",
        "JETTY_11,",
        "JETTY_12_0,",
        "JETTY_12_1,ee8",
        "JETTY_12_1,ee9",
        "JETTY_12_1,ee11"
    })
    void everyLineMayBeAGuest(JettyRelease release, String environment) {
        Wide.assume("guests of " + release + (environment == null ? "" : " " + environment));
        try (TestDatabase database = POSTGRESQL.server().createDatabase();
                JettyNode old = ShopClient.node(JETTY_9_3, database)
                        .workerName("old1")
                        .savesAtOnce()
                        .start()) {
            ShopClient customer = new ShopClient();
            customer.arrive(old);
            NodePlan plan = environment == null
                    ? ShopClient.node(release, database).guest()
                    : JettyNode.plan(release, database)
                            .ee(environment)
                            .webapp("/", shop(environment))
                            .webapp("/shop", shop(environment))
                            .guest("ferry.environment=" + environment);
            try (JettyNode guest = plan.workerName("new1").start()) {
                for (JettyNode node : List.of(guest, old, guest, old)) {
                    shop(customer, node);
                }
                assertThat(guest.log()).contains("is a guest");
            }
        }
    }

    private static Path shop(String environment) {
        return ("ee8".equals(environment) ? JETTY_9_3 : JETTY_12_1).shop();
    }

    private static void shop(ShopClient customer, JettyNode node) {
        customer.assertSame(node);
        customer.add(node, ShopClient.ROOT, "Compass");
        customer.add(node, ShopClient.SHOP, "Rope");
        customer.assertSame(node);
    }
}
