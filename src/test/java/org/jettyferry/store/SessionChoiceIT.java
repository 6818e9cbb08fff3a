package org.jettyferry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.jetty.SessionColumn.ACCESS_TIME;
import static org.jettyferry.jetty.SessionColumn.LAST_SAVED_TIME;
import static org.jettyferry.jetty.SessionColumn.MAP;
import static org.jettyferry.jetty.SessionColumn.VIRTUAL_HOST;
import static org.jettyferry.testkit.servers.ServerKind.MARIADB;
import static org.jettyferry.testkit.servers.ServerKind.MYSQL;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jettyferry.jetty.JettyRelease;
import org.jettyferry.store.plan.MigrationOptions;
import org.jettyferry.store.table.StoreNames;
import org.jettyferry.store.transfer.AttributeChoice;
import org.jettyferry.store.transfer.HostChoice;
import org.jettyferry.store.transfer.SessionChoice;
import org.jettyferry.store.transfer.SessionTransfer;
import org.jettyferry.store.transfer.SharedWebApps;
import org.jettyferry.store.transfer.TransferEnd;
import org.jettyferry.store.transfer.TransferResult;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.servers.TestServer;
import org.jettyferry.testkit.store.MigratedStore;
import org.jettyferry.testkit.store.ReleaseFixture;
import org.jettyferry.testkit.store.SampleSession;
import org.jettyferry.testkit.store.StoreFixture;
import org.jettyferry.testkit.store.StoredRow;

/** Which sessions go where a web application is not a context: by an attribute, by virtual host, or all of them. */
class SessionChoiceIT {
    private static final ReleaseFixture OLD = ReleaseFixture.JETTY_9_3;
    private static final ReleaseFixture NEW = ReleaseFixture.JETTY_12;

    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void byAnAttribute(TestServer server) throws Exception {
        try (TestDatabase old = server.createDatabase();
                TestDatabase next = server.createDatabase()) {
            StoreFixture.fill(
                    old,
                    1,
                    List.of(
                            of("a", "acme"),
                            of("b", "one.example.com"),
                            of("globex", "globex"),
                            of("number", 7),
                            row("nobody", Map.of("user", "x")),
                            of("broken", "acme").with(MAP, "no stream".getBytes(StandardCharsets.US_ASCII))));
            StoreFixture.fill(next, 2, List.of());
            SessionChoice acme = new AttributeChoice("tenant", Set.of("acme", "one.example.com"));
            try (SessionTransfer transfer = up("t", old, next, acme)) {
                TransferResult copied = transfer.copy();
                assertThat(copied).isEqualTo(new TransferResult(2, 6, 0, Map.of("OWNER_UNKNOWN", 2L)));
                update(old, of("globex", "acme")); // its user changes to the other tenant, and one leaves it
                update(old, of("a", "globex"));
                old.execute("delete from JettySessions where sessionId = 'nobody'");
                assertThat(transfer.arrive()).isEqualTo(new TransferResult(2, 2, 1, Map.of("OWNER_UNKNOWN", 2L)));
                assertThat(transfer.leave()).isEqualTo(2);
                transfer.forget();
            }
            assertThat(ids(next, NEW)).containsExactlyInAnyOrder("b", "globex");
            assertThat(ids(old, OLD)).containsExactlyInAnyOrder("a", "number", "broken");
            assertThat(SampleSession.read(
                            NEW, MigratedStore.of(next, NEW).row("b").blob()))
                    .containsEntry("tenant", "one.example.com");
        }
    }

    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void byVirtualHost(TestServer server) throws Exception {
        try (TestDatabase old = server.createDatabase();
                TestDatabase next = server.createDatabase()) {
            StoreFixture.fill(
                    old,
                    1,
                    List.of(
                            of("a", "x").with(VIRTUAL_HOST, "acme.example.com").withRowId(),
                            of("b", "x")
                                    .with(VIRTUAL_HOST, "globex.example.com")
                                    .withRowId(),
                            of("c", "x")));
            StoreFixture.fill(next, 2, List.of());
            SessionChoice acme = new HostChoice(List.of("acme", "acme.example.com"));
            try (SessionTransfer transfer = up("t", old, next, acme)) {
                assertThat(transfer.copy().sessions()).isEqualTo(1);
                transfer.arrive();
                assertThat(transfer.leave()).isEqualTo(1);
                transfer.forget();
            }
            assertThat(ids(next, NEW)).containsExactly("a");
            assertThat(MigratedStore.of(next, NEW).row("a").text(VIRTUAL_HOST)).isEqualTo("acme.example.com");
            assertThat(ids(old, OLD)).containsExactlyInAnyOrder("b", "c");
        }
    }

    /** The first tenant moves and its users go on there; so do those of the second at the old server; then it moves too. */
    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void allOfASharedWebApplicationAndTheNewerWins(TestServer server) throws Exception {
        try (TestDatabase old = server.createDatabase();
                TestDatabase next = server.createDatabase()) {
            StoreFixture.fill(old, 1, List.of(of("first", "acme"), of("second", "globex"), of("idle", "globex")));
            StoreFixture.fill(next, 2, List.of());
            SessionChoice shared = new SharedWebApps(List.of("/app"));
            move(up("one", old, next, shared), 3);
            assertThat(ids(old, OLD)).containsExactlyInAnyOrder("first", "second", "idle");

            used(next, MigratedStore.of(next, NEW).row("first"), NEW, "new");
            used(old, of("second", "globex"), OLD, "old");
            move(up("two", old, next, shared), 2);
            MigratedStore arrived = MigratedStore.of(next, NEW);
            assertThat(ids(next, NEW)).containsExactlyInAnyOrder("first", "second", "idle");
            assertThat(SampleSession.read(NEW, arrived.row("first").blob())).containsEntry("cart", "new");
            assertThat(SampleSession.read(NEW, arrived.row("second").blob())).containsEntry("cart", "old");
        }
    }

    private static void move(SessionTransfer transfer, long sessions) {
        try (transfer) {
            transfer.copy();
            TransferResult arrived = transfer.arrive();
            assertThat(arrived.sessions()).isEqualTo(sessions);
            assertThat(arrived.refused()).isEmpty();
            assertThat(transfer.leave()).isZero();
            transfer.forget();
        }
    }

    private static void used(TestDatabase database, StoredRow row, ReleaseFixture release, String cart)
            throws Exception {
        long later = row.number(ACCESS_TIME) + 60_000;
        update(
                database,
                row.with(MAP, SampleSession.written(release, Map.of("cart", cart)))
                        .with(LAST_SAVED_TIME, later)
                        .with(ACCESS_TIME, later));
    }

    private static SessionTransfer up(String id, TestDatabase from, TestDatabase to, SessionChoice choice) {
        return SessionTransfer.open(
                id, end(from, "9.3"), end(to, "12"), choice, MigrationOptions.upgrade(JettyRelease.parse("12")));
    }

    private static TransferEnd end(TestDatabase database, String release) {
        return new TransferEnd(StoreFixture.open(database), StoreNames.defaults(), JettyRelease.parse(release));
    }

    private static StoredRow of(String id, Object tenant) throws Exception {
        return row(id, Map.of("user", id, "tenant", tenant));
    }

    private static StoredRow row(String id, Map<String, Object> attributes) throws Exception {
        return SampleSession.row(id, attributes);
    }

    private static List<String> ids(TestDatabase database, ReleaseFixture release) throws Exception {
        return MigratedStore.of(database, release).rows().values().stream()
                .map(StoredRow::id)
                .toList();
    }

    /** As a node saves it. */
    private static void update(TestDatabase database, StoredRow row) throws Exception {
        try (var connection = database.connect();
                var update = connection.prepareStatement(
                        "update JettySessions set map = ?, lastSavedTime = ?, accessTime = ? where sessionId = ?")) {
            update.setBytes(1, row.blob());
            update.setLong(2, row.number(LAST_SAVED_TIME) + 1);
            update.setLong(3, row.number(ACCESS_TIME));
            update.setString(4, row.id());
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }
}
