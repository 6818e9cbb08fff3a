package org.jettyferry.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.cli.FerryCommand.ferry;
import static org.jettyferry.testkit.nodes.JettyRelease.JETTY_12_1;
import static org.jettyferry.testkit.servers.ServerKind.MARIADB;
import static org.jettyferry.testkit.servers.ServerKind.MYSQL;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jetty.GuestLock;
import org.jettyferry.store.SessionStore;
import org.jettyferry.testkit.Await;
import org.jettyferry.testkit.cli.FerryCommand;
import org.jettyferry.testkit.cli.FerryProcess;
import org.jettyferry.testkit.nodes.JettyNode;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.store.ShopClient;
import org.jettyferry.testkit.store.StoreFixture;
import org.jettyferry.testkit.store.SwapControls;

/** A guest dies in the middle of a turn-over, as by {@code kill -9}: its users go on at another one and miss nothing. */
class GuestKillIT {
    private static final String FOLLOWING = "follow what the guests save";

    @ServerTest(
            value = MYSQL,
            wide = {POSTGRESQL, MARIADB})
    void itsUsersGoOnAtAnotherOne(TestDatabase database) throws Exception {
        StoreFixture.fill(database, 1, List.of());
        SessionStore store = StoreFixture.store(database);
        ShopClient alice = new ShopClient();
        ShopClient bob = new ShopClient();
        ShopClient carol = new ShopClient();
        try (JettyNode third = guest(database, "new3")) {
            try (JettyNode first = guest(database, "new1");
                    JettyNode second = guest(database, "new2")) {
                alice.arrive(first);
                bob.arrive(second);
                carol.arrive(third);
                living(store, List.of("new1", "new2", "new3"));

                diesWhileItsSessionsAreFollowed(database, first, alice, third);
                living(store, List.of("new2", "new3"));
                diesWhileItsStatementWaitsForTheSwap(database, second, bob);
                living(store, List.of("new3"));
            }
            for (ShopClient customer : List.of(alice, bob, carol)) {
                customer.assertSame(third);
                customer.add(third, ShopClient.SHOP, "Rope");
                customer.assertSame(third);
            }
            assertThat(store.verify(SwapControls.silent()).findings()).isEmpty();
            assertThat(third.log()).doesNotContain("Unable to", "Unreadable", "duplicate key");
        }
    }

    /**
     * Its lock goes with its process, and then its last saves look like those of a node that is no guest. So the run ends, or
     * says what to do, and does it when it is run again.
     */
    private static void diesWhileItsSessionsAreFollowed(
            TestDatabase database, JettyNode node, ShopClient customer, JettyNode other) {
        customer.add(node, ShopClient.SHOP, "Lantern");
        FerryProcess.Outcome outcome;
        try (FerryProcess run = live("upgrade", "12").on(database).start()) {
            run.awaitWords(FOLLOWING);
            node.kill();
            outcome = run.outcome();
        }
        if (outcome.exit() != 0) {
            assertThat(outcome.exit()).as("%s", outcome).isEqualTo(3);
            assertThat(String.join(" ", outcome.err()))
                    .contains("nodes are alive that are no guests: worker new1", "run the same command again");
            customer.assertSame(other);
            outcome = live("upgrade", "12").on(database).runHere();
        }
        assertThat(outcome.exit()).as("%s", outcome).isZero();
        customer.assertSame(other);
    }

    /** Somebody who reads holds up the renames; behind them waits the node's statement, and nobody waits for its answer. */
    private static void diesWhileItsStatementWaitsForTheSwap(TestDatabase database, JettyNode node, ShopClient customer)
            throws Exception {
        try (Connection reader = reader(database);
                Connection watch = database.connect();
                FerryProcess run = live("downgrade", "9.3").on(database).start()) {
            waiting(database, watch, 1);
            CompletableFuture<Void> click =
                    CompletableFuture.runAsync(() -> customer.add(node, ShopClient.SHOP, "Compass"));
            waiting(database, watch, 2);

            node.kill();
            reader.rollback();

            assertThat(run.outcome().exit()).as("%s", run.outcome()).isZero();
            assertThat(click.handle((done, error) -> error).join()).isNotNull(); // so the item is not expected
        }
    }

    private static Connection reader(TestDatabase database) throws SQLException {
        Connection reader = database.connect();
        if (database.server().name().equals("postgresql")) {
            Sql.execute(reader, "set application_name = '" + GuestLock.PROGRAM + "'"); // else it is a stranger
        }
        reader.setAutoCommit(false);
        Sql.texts(reader, "select sessionId from JettySessions");
        return reader;
    }

    private static void waiting(TestDatabase database, Connection watch, long statements) throws Exception {
        String count = database.server().name().equals("postgresql")
                ? "select count(distinct pid) from pg_locks where not granted and locktype = 'relation'"
                : "select count(*) from information_schema.processlist where db = '" + database.name()
                        + "' and state = 'Waiting for table metadata lock'";
        Await.eventually(statements + " statements wait", () -> Sql.number(watch, count) >= statements);
    }

    private static void living(SessionStore store, List<String> guests) throws Exception {
        Await.eventually(
                "the guests " + guests,
                () -> store.guests(store.detect()).stream().sorted().toList().equals(guests));
    }

    private static JettyNode guest(TestDatabase database, String worker) {
        return ShopClient.node(JETTY_12_1, database).workerName(worker).guest().start();
    }

    private static FerryCommand live(String direction, String release) {
        return ferry(direction, "--to", release, "--live", "--yes");
    }
}
