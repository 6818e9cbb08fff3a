package org.jettyferry.guest;

import static org.jettyferry.testkit.nodes.JettyRelease.JETTY_12_1;
import static org.jettyferry.testkit.nodes.JettyRelease.JETTY_9_3;
import static org.jettyferry.testkit.servers.ServerKind.MYSQL;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jettyferry.testkit.Await;
import org.jettyferry.testkit.nodes.JettyNode;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.store.ShopClient;
import org.junit.jupiter.api.io.TempDir;

/** A node of 9.3 that knows nothing of guests learns from its settings, while it runs, that others share its tables. */
class SharedTablesIT {
    @TempDir
    Path folder;

    @ServerTest(value = POSTGRESQL, wide = MYSQL)
    void anOldNodeSavesAtOnceFromThenOn(TestDatabase database) throws Exception {
        Path settings = Files.createFile(folder.resolve("server.properties"));
        try (JettyNode old = ShopClient.node(JETTY_9_3, database)
                        .workerName("old1")
                        .ferryModule()
                        .environment("FERRY_PROPERTIES", settings.toString())
                        .start();
                JettyNode guest = ShopClient.node(JETTY_12_1, database)
                        .workerName("new1")
                        .guest()
                        .start()) {
            Files.writeString(settings, "sharedTables=on\n");
            for (String path : List.of("", "/shop")) {
                Await.eventually(
                        "the setting is in force",
                        () -> old.log().contains("the web application \"" + path + "\" saves its sessions at once"));
            }
            ShopClient customer = new ShopClient();
            customer.arrive(old);
            for (JettyNode node : List.of(guest, old, guest, old)) {
                customer.assertSame(node);
                customer.add(node, ShopClient.ROOT, "Compass");
                customer.add(node, ShopClient.SHOP, "Rope");
                customer.assertSame(node);
            }
        }
    }
}
