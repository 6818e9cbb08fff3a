package org.jettyferry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.nodes.JettyRelease.JETTY_12_1;
import static org.jettyferry.testkit.nodes.JettyRelease.JETTY_9_3;
import static org.jettyferry.testkit.nodes.JettyRelease.JETTY_9_4;
import static org.jettyferry.testkit.nodes.JettyRelease.JETTY_9_4_8;
import static org.jettyferry.testkit.servers.ServerKind.MSSQL;
import static org.jettyferry.testkit.servers.ServerKind.MYSQL;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import java.sql.Connection;
import java.sql.SQLException;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.store.plan.MigrationOptions;
import org.jettyferry.testkit.Wide;
import org.jettyferry.testkit.nodes.JettyNode;
import org.jettyferry.testkit.nodes.JettyRelease;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.store.MigrationRequest;
import org.jettyferry.testkit.store.ShopClient;
import org.jettyferry.testkit.store.StoreFixture;
import org.jettyferry.testkit.store.SwapControls;

/** Real nodes go on with migrated sessions: same cookie, same user, same cart; and they can save them again. */
class MigratedNodesIT {
    private final ShopClient shopClient = new ShopClient();

    @ServerTest(
            value = {POSTGRESQL, MSSQL},
            wide = MYSQL)
    void from93To94AndTheBackupAfterwards(TestDatabase database) throws SQLException {
        SessionStore store = StoreFixture.store(database);
        arriveOn(JETTY_9_3, database);
        ShopClient before = shopClient.asOfNow();

        String run = MigrationRequest.upgrade("9.4").migrate(store).run().id();
        goesOnOn(JETTY_9_4, database);

        assertThat(store.restore(run, SwapControls.swap())).isPresent();
        shopClient.rememberOnly(before);
        passesThrough(JETTY_9_3, database);
    }

    @ServerTest(
            value = {POSTGRESQL, MSSQL},
            wide = MYSQL)
    void from93To12AndBack(TestDatabase database) throws SQLException {
        SessionStore store = StoreFixture.store(database);
        arriveOn(JETTY_9_3, database);

        MigrationRequest.upgrade("12").migrate(store);
        goesOnOn(JETTY_12_1, database);

        MigrationRequest.downgrade("9.3").migrate(store);
        passesThrough(JETTY_9_3, database);
    }

    @ServerTest(
            value = {POSTGRESQL, MSSQL},
            wide = MYSQL)
    void from12To94AndTo93(TestDatabase database) throws SQLException {
        Wide.assume("nodes on a store that goes from 12 to 9.4 and to 9.3");
        SessionStore store = StoreFixture.store(database);
        arriveOn(JETTY_12_1, database);

        MigrationRequest.downgrade("9.4").migrate(store);
        passesThrough(JETTY_9_4, database);

        MigrationRequest.downgrade("9.3").migrate(store);
        goesOnOn(JETTY_9_3, database);
    }

    /** 9.4.8 reads only what is one map. */
    @ServerTest(POSTGRESQL)
    void from12ToAnEarly94AndUpAgain(TestDatabase database) throws SQLException {
        Wide.assume("nodes on a store that goes from 12 to 9.4.8 and up again");
        SessionStore store = StoreFixture.store(database);
        arriveOn(JETTY_12_1, database);

        MigrationRequest.downgrade("9.4.8").migrate(store);
        goesOnOn(JETTY_9_4_8, database);

        MigrationRequest.upgrade("12").migrate(store);
        passesThrough(JETTY_12_1, database);
    }

    @ServerTest(
            value = {POSTGRESQL, MSSQL},
            wide = MYSQL)
    void from93To12WithTheBlobsAsTheyWere(TestDatabase database) throws SQLException {
        Wide.assume("nodes on a store with copied blobs");
        arriveOn(JETTY_9_3, database);

        MigrationRequest.upgrade("12").blobs(MigrationOptions.Blobs.COPY).migrate(StoreFixture.store(database));

        goesOnOn(JETTY_12_1, database);
    }

    @ServerTest(
            value = {POSTGRESQL, MSSQL},
            wide = MYSQL)
    void withoutTheSessionsNodesStartOnEmptyTables(TestDatabase database) throws SQLException {
        Wide.assume("nodes on a store that was migrated without its sessions");
        SessionStore store = StoreFixture.store(database);
        arriveOn(JETTY_9_3, database);

        MigrationRequest.upgrade("12").dropSessions().migrate(store);
        startsAnewOn(JETTY_12_1, database);

        MigrationRequest.downgrade("9.3").dropSessions().migrate(store);
        startsAnewOn(JETTY_9_3, database);
    }

    private void arriveOn(JettyRelease release, TestDatabase database) {
        try (JettyNode node = ShopClient.node(release, database).start()) {
            shopClient.arrive(node);
        }
    }

    /** Twice, because what was only shown may not have been saved. */
    private void goesOnOn(JettyRelease release, TestDatabase database) {
        passesThrough(release, database);
        try (JettyNode node = ShopClient.node(release, database).start()) {
            shopClient.assertSame(node);
        }
    }

    /** Shops on; what was saved of it, the next node shows, be it of the same release or of that of the next migrate. */
    private void passesThrough(JettyRelease release, TestDatabase database) {
        try (JettyNode node = ShopClient.node(release, database).start()) {
            shopClient.assertSame(node);
            shopClient.add(node, ShopClient.ROOT, "Compass");
            shopClient.add(node, ShopClient.SHOP, "Compass");
            shopClient.assertSame(node);
        }
    }

    private void startsAnewOn(JettyRelease release, TestDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            assertThat(Sql.number(connection, "select count(*) from JettySessions"))
                    .isZero();
        }
        try (JettyNode node = ShopClient.node(release, database).start()) {
            shopClient.assertUnknown(node);
            shopClient.arrive(node);
        }
    }
}
