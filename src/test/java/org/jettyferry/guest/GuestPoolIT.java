package org.jettyferry.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jettyferry.testkit.servers.ServerKind.MARIADB;
import static org.jettyferry.testkit.servers.ServerKind.MYSQL;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;
import static org.jettyferry.testkit.store.ReleaseFixture.JETTY_12;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jettyferry.jdbc.LockSession;
import org.jettyferry.jetty.GuestLock;
import org.jettyferry.store.SessionStore;
import org.jettyferry.store.migrate.MigrationControl;
import org.jettyferry.store.migrate.RateLimit;
import org.jettyferry.store.plan.MigrationOptions;
import org.jettyferry.testkit.Await;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.store.MigrationRequest;
import org.jettyferry.testkit.store.SampleSession;
import org.jettyferry.testkit.store.SessionRows;
import org.jettyferry.testkit.store.StoreFixture;
import org.jettyferry.testkit.store.SwapControls;

/** A guest whose DataSource is a small pool: it needs no connection for itself, and the tool knows it all the same. */
class GuestPoolIT {
    private static final long HALF_AN_HOUR = 1_800_000;
    private static final long PATIENCE_MILLIS = 10_000;
    /** Together longer than the guest waits from look to look. */
    private static final int LOOKS = 60;

    private static final long PAUSE_MILLIS = 100;

    @ServerTest(
            value = {POSTGRESQL, MYSQL},
            wide = MARIADB)
    void theTablesAreTurnedOverUnderAPoolOfOne(TestDatabase database) throws Exception {
        turnOver(database, 1);
    }

    @ServerTest(
            value = {POSTGRESQL, MYSQL},
            wide = MARIADB)
    void theTablesAreTurnedOverUnderAPoolOfTwo(TestDatabase database) throws Exception {
        turnOver(database, 2);
    }

    private static void turnOver(TestDatabase database, int connections) throws Exception {
        StoreFixture.fill(database, 1, List.of());
        SessionStore store = StoreFixture.store(database);
        try (HikariDataSource pool = pool(database, connections)) {
            JettyStatements jetty = JettyStatements.byWrapper(pool);
            jetty.insert("id1", "_", HALF_AN_HOUR, written(0));
            seen(store, List.of("new1"));

            AtomicBoolean over = new AtomicBoolean();
            CompletableFuture<Integer> clicks =
                    CompletableFuture.supplyAsync(() -> clicks(jetty, over), task -> new Thread(task).start());
            store.migrate(options(MigrationRequest.upgrade("12")), withoutAssumptions());
            store.migrate(options(MigrationRequest.downgrade("9.3")), withoutAssumptions());
            over.set(true);

            assertThat(SampleSession.read(
                            JETTY_12, jetty.load("id1", "_").orElseThrow().map()))
                    .isEqualTo(Map.of("clicks", clicks.join()));
            jetty.end();
        }
    }

    /** With its connection the pool ends the lock; the guest takes it again. */
    @ServerTest(
            value = {POSTGRESQL, MYSQL},
            wide = MARIADB)
    void aGuestIsSeenAgainWhenThePoolHasReplacedItsConnections(TestDatabase database) throws Exception {
        StoreFixture.fill(database, 1, List.of());
        SessionStore store = StoreFixture.store(database);
        try (HikariDataSource pool = pool(database, 2)) {
            JettyStatements jetty = JettyStatements.byWrapper(pool);
            jetty.insert("id1", "_", HALF_AN_HOUR, written(0));
            seen(store, List.of("new1"));

            LockSession before = holder(database).orElseThrow();

            pool.getHikariPoolMXBean().softEvictConnections();

            Await.eventually(
                    "the lock over another connection",
                    () -> holder(database)
                            .filter(after -> after.id() != before.id())
                            .isPresent());
            assertThat(store.guests(store.detect())).containsExactly("new1");
            jetty.end();
        }
    }

    /** Such a source closes what comes back, and the lock would go with it. */
    @ServerTest(
            value = {POSTGRESQL, MYSQL},
            wide = MARIADB)
    void aGuestWithoutAPoolIsSeenAllTheTime(TestDatabase database) throws Exception {
        StoreFixture.fill(database, 1, List.of());
        SessionStore store = StoreFixture.store(database);
        JettyStatements jetty = JettyStatements.byWrapper(database);
        jetty.insert("id1", "_", HALF_AN_HOUR, written(0));

        Await.eventually("the guest, and again and again", () -> {
            boolean seen = true;
            for (int looks = 0; seen && looks < LOOKS; looks++) {
                seen = store.guests(store.detect()).equals(List.of("new1"));
                Thread.sleep(PAUSE_MILLIS);
            }
            return seen;
        });

        jetty.end();
        seen(store, List.of());
    }

    /** What the same process saves afterwards is no guest's any more, though the pool has its connections still. */
    @ServerTest(
            value = {POSTGRESQL, MYSQL},
            wide = MARIADB)
    void aGuestThatHasEndedPassesForNoneThoughThePoolIsOpen(TestDatabase database) throws Exception {
        StoreFixture.fill(database, 1, List.of());
        SessionStore store = StoreFixture.store(database);
        try (HikariDataSource pool = pool(database, 2)) {
            JettyStatements jetty = JettyStatements.byWrapper(pool);
            jetty.insert("id1", "_", HALF_AN_HOUR, written(0));
            seen(store, List.of("new1"));

            jetty.end();

            seen(store, List.of());
            AtomicBoolean over = new AtomicBoolean();
            CompletableFuture<Integer> clicks =
                    CompletableFuture.supplyAsync(() -> clicks(jetty, over), task -> new Thread(task).start());
            assertThatThrownBy(() -> store.migrate(options(MigrationRequest.upgrade("12")), withoutAssumptions()))
                    .hasMessageContaining("nodes are alive that are no guests: worker new1");
            over.set(true);
            assertThat(clicks.join()).isPositive();
            assertThat(SessionRows.of(database, "select rowId from JettySessions"))
                    .hasSize(1);
        }
    }

    /** Saves without a pause, as one user who does nothing else; returns the last number that was saved. */
    private static int clicks(JettyStatements jetty, AtomicBoolean over) {
        try {
            int clicks = 0;
            while (!over.get()) {
                clicks++;
                assertThat(jetty.update("id1", "_", HALF_AN_HOUR, written(clicks)))
                        .isEqualTo(1);
            }
            return clicks;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] written(int clicks) throws Exception {
        return SampleSession.written(JETTY_12, Map.of("clicks", clicks));
    }

    private static void seen(SessionStore store, List<String> guests) throws Exception {
        Await.eventually(
                "the guests " + guests, () -> store.guests(store.detect()).equals(guests));
    }

    private static Optional<LockSession> holder(TestDatabase database) throws SQLException {
        boolean schemata = database.server().name().equals("postgresql");
        String store = (schemata ? "public" : database.name()) + ".JettySessions";
        try (Connection connection = database.connect()) {
            return StoreFixture.open(database).dialect().server(connection).lockSession(GuestLock.name(store, "new1"));
        }
    }

    private static MigrationOptions options(MigrationRequest request) {
        return request.options().asLive();
    }

    private static MigrationControl withoutAssumptions() {
        return new MigrationControl(
                RateLimit.full(), false, false, Optional.empty(), plan -> true, SwapControls.silent());
    }

    private static HikariDataSource pool(TestDatabase database, int connections) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.url());
        config.setUsername(database.user());
        config.setPassword(database.password());
        config.setMaximumPoolSize(connections);
        config.setConnectionTimeout(PATIENCE_MILLIS);
        return new HikariDataSource(config);
    }
}
