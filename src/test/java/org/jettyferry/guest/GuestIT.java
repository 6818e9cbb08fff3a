package org.jettyferry.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.nodes.JettyRelease.JETTY_12_1;
import static org.jettyferry.testkit.nodes.JettyRelease.JETTY_9_3;
import static org.jettyferry.testkit.nodes.JettyRelease.JETTY_9_4;
import static org.jettyferry.testkit.servers.ServerKind.MARIADB;
import static org.jettyferry.testkit.servers.ServerKind.MSSQL;
import static org.jettyferry.testkit.servers.ServerKind.MYSQL;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.testkit.nodes.JettyNode;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.store.ShopClient;

/** Nodes of three releases work on one set of session tables, and customers go round between them. */
class GuestIT {
    private static final int ROUNDS = 3;

    @ServerTest(
            value = {POSTGRESQL, MYSQL, MSSQL},
            wide = MARIADB)
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

    private static void shop(ShopClient customer, JettyNode node) {
        customer.assertSame(node);
        customer.add(node, ShopClient.ROOT, "Compass");
        customer.add(node, ShopClient.SHOP, "Rope");
        customer.assertSame(node);
    }
}
