package org.jettyferry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.nodes.JettyRelease.JETTY_12_1;
import static org.jettyferry.nodes.JettyRelease.JETTY_9_3;
import static org.jettyferry.nodes.JettyRelease.JETTY_9_4;
import static org.jettyferry.nodes.JettyRelease.JETTY_9_4_8;
import static org.jettyferry.servers.ServerKind.MSSQL;
import static org.jettyferry.servers.ServerKind.MYSQL;
import static org.jettyferry.servers.ServerKind.POSTGRESQL;

import java.sql.Connection;
import java.sql.SQLException;
import org.jettyferry.database.Sql;
import org.jettyferry.nodes.JettyNode;
import org.jettyferry.nodes.JettyRelease;
import org.jettyferry.servers.ServerTest;
import org.jettyferry.servers.TestDatabase;
import org.jettyferry.store.plan.CarryOptions;

/** Real nodes go on with carried sessions: same cookie, same user, same cart; and they can save them again. */
class CarriedNodesIT {
    private final Shopper shopper = new Shopper();

    @ServerTest({POSTGRESQL, MYSQL, MSSQL})
    void from93To94AndTheBackupAfterwards(TestDatabase database) throws SQLException {
        SessionStore store = Scripts.store(database);
        arriveOn(JETTY_9_3, database);
        Shopper before = shopper.asOfNow();

        String run = Wish.upgrade("9.4").carry(store).run().id();
        goesOnOn(JETTY_9_4, database);

        assertThat(store.restore(run, Controls.swap())).isPresent();
        shopper.rememberOnly(before);
        passesThrough(JETTY_9_3, database);
    }

    @ServerTest({POSTGRESQL, MYSQL, MSSQL})
    void from93To12AndBack(TestDatabase database) throws SQLException {
        SessionStore store = Scripts.store(database);
        arriveOn(JETTY_9_3, database);

        Wish.upgrade("12").carry(store);
        goesOnOn(JETTY_12_1, database);

        Wish.downgrade("9.3").carry(store);
        passesThrough(JETTY_9_3, database);
    }

    @ServerTest({POSTGRESQL, MYSQL, MSSQL})
    void from12To94AndTo93(TestDatabase database) throws SQLException {
        SessionStore store = Scripts.store(database);
        arriveOn(JETTY_12_1, database);

        Wish.downgrade("9.4").carry(store);
        passesThrough(JETTY_9_4, database);

        Wish.downgrade("9.3").carry(store);
        goesOnOn(JETTY_9_3, database);
    }

    /** 9.4.8 reads only what is one map. */
    @ServerTest(POSTGRESQL)
    void from12ToAnEarly94AndUpAgain(TestDatabase database) throws SQLException {
        SessionStore store = Scripts.store(database);
        arriveOn(JETTY_12_1, database);

        Wish.downgrade("9.4.8").carry(store);
        goesOnOn(JETTY_9_4_8, database);

        Wish.upgrade("12").carry(store);
        passesThrough(JETTY_12_1, database);
    }

    @ServerTest({POSTGRESQL, MYSQL, MSSQL})
    void from93To12WithTheBlobsAsTheyWere(TestDatabase database) throws SQLException {
        arriveOn(JETTY_9_3, database);

        Wish.upgrade("12").blobs(CarryOptions.Blobs.COPY).carry(Scripts.store(database));

        goesOnOn(JETTY_12_1, database);
    }

    @ServerTest({POSTGRESQL, MYSQL, MSSQL})
    void withoutTheSessionsNodesStartOnEmptyTables(TestDatabase database) throws SQLException {
        SessionStore store = Scripts.store(database);
        arriveOn(JETTY_9_3, database);

        Wish.upgrade("12").dropSessions().carry(store);
        startsAnewOn(JETTY_12_1, database);

        Wish.downgrade("9.3").dropSessions().carry(store);
        startsAnewOn(JETTY_9_3, database);
    }

    private void arriveOn(JettyRelease release, TestDatabase database) {
        try (JettyNode node = Shopper.node(release, database).start()) {
            shopper.arrive(node);
        }
    }

    /** Twice, because what was only shown may not have been saved. */
    private void goesOnOn(JettyRelease release, TestDatabase database) {
        passesThrough(release, database);
        try (JettyNode node = Shopper.node(release, database).start()) {
            shopper.assertSame(node);
        }
    }

    /** Shops on; what was saved of it, the next node shows, be it of the same release or of that of the next carry. */
    private void passesThrough(JettyRelease release, TestDatabase database) {
        try (JettyNode node = Shopper.node(release, database).start()) {
            shopper.assertSame(node);
            shopper.add(node, Shopper.ROOT, "Compass");
            shopper.add(node, Shopper.SHOP, "Compass");
            shopper.assertSame(node);
        }
    }

    private void startsAnewOn(JettyRelease release, TestDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            assertThat(Sql.number(connection, "select count(*) from JettySessions"))
                    .isZero();
        }
        try (JettyNode node = Shopper.node(release, database).start()) {
            shopper.assertUnknown(node);
            shopper.arrive(node);
        }
    }
}
