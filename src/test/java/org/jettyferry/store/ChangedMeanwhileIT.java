package org.jettyferry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jettyferry.testkit.KindCondition.ofKind;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.registry.Node;
import org.jettyferry.registry.Registry;
import org.jettyferry.store.detect.NodeHeartbeats;
import org.jettyferry.store.journal.MigrationListener;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.migrate.MigrationControl;
import org.jettyferry.store.migrate.RateLimit;
import org.jettyferry.store.plan.MigrationOptions;
import org.jettyferry.testkit.Await;
import org.jettyferry.testkit.servers.ServerKind;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.store.MigrationRequest;
import org.jettyferry.testkit.store.NullListener;
import org.jettyferry.testkit.store.Options;
import org.jettyferry.testkit.store.SessionRows;
import org.jettyferry.testkit.store.SmallStore;
import org.jettyferry.testkit.store.StoreFixture;
import org.jettyferry.testkit.store.SwapControls;

/** What somebody does to the old table between its rows being read and the swap is found out, or can't be done. */
class ChangedMeanwhileIT {
    private static final int ROWS = 30;

    /** Neither changes what a save changes: lastSavedTime and expiryTime. */
    private static final List<String> CHANGES = List.of(
            "update JettySessions set accessTime = accessTime + 1 where sessionId = 'node1s0001'",
            "update JettySessions set map = null where sessionId = 'node1s0001'");

    @ServerTest
    void aChangeThatIsNoSaveIsFoundOut(TestDatabase database) throws SQLException {
        for (MigrationOptions.Blobs blobs : MigrationOptions.Blobs.values()) {
            MigrationOptions options =
                    MigrationRequest.upgrade("12").blobs(blobs).options();
            for (String change : CHANGES) {
                SmallStore.wipe(database);
                SmallStore.make(database, 1, ROWS);
                SessionStore store = StoreFixture.store(database);
                assertThatThrownBy(() -> store.migrate(options, control(true, Run.Step.SWAP, change, database)))
                        .as("%s, %s", blobs, change)
                        .is(ofKind(Kind.NOT_VERIFIED))
                        .hasMessageContaining("the old table was changed while it was migrated");
                assertThat(store.detect().id()).isEqualTo("1");
                assertThat(store.backups()).isEmpty();
                // Nor is it lost by going on.
                assertThatThrownBy(() -> store.migrate(options, SwapControls.quiet()))
                        .is(ofKind(Kind.NOT_VERIFIED));
            }
        }
    }

    /** The server then puts each row at another place: that alone is no change. */
    @ServerTest(ServerKind.POSTGRESQL)
    void aTableThatIsOnlyCompactedIsSwapped(TestDatabase database) throws SQLException {
        for (MigrationOptions.Blobs blobs : MigrationOptions.Blobs.values()) {
            SmallStore.wipe(database);
            SmallStore.make(database, 1, ROWS);
            database.execute("delete from JettySessions where sessionId = 'node1s0001'");
            SessionStore store = StoreFixture.store(database);
            MigrationOptions options =
                    MigrationRequest.upgrade("12").blobs(blobs).options();

            store.migrate(options, control(true, Run.Step.SWAP, "vacuum full JettySessions", database));

            assertThat(store.detect().id()).isEqualTo("2");
        }
    }

    /** It says so to the registry; an idle connection of its own, only PostgreSQL tells of. */
    @ServerTest({ServerKind.POSTGRESQL, ServerKind.MYSQL, ServerKind.MARIADB})
    void aNodeThatStartsMeanwhileIsNoticedAtTheSwap(TestDatabase database) throws SQLException {
        SmallStore.make(database, 1, ROWS);
        Database connected = StoreFixture.open(database);
        Registry registry = new Registry(connected);
        registry.servers().register("old");
        NodeHeartbeats heartbeats =
                () -> registry.nodes().living().stream().map(Node::host).toList();
        SessionStore store = StoreFixture.store(database);
        String starts = "insert into ferry_node (node_id, server_name, host, jetty_version, ferry_version, generation,"
                + " started_ms, heartbeat_ms, registry_version, in_flight) values ('n', 'old', 'late.example.org', '9.3.30',"
                + " '', '1', 1, " + connected.dialect().nowMillis() + ", 1, 0)";

        assertThatThrownBy(() -> store.migrate(
                        Options.upgrade(), with(heartbeats, control(false, Run.Step.INDEX, starts, database))))
                .is(ofKind(Kind.REFUSED))
                .hasMessageContaining("late.example.org")
                .extracting(e -> ((OperatorException) e).remedy())
                .asString()
                .contains("Nothing was swapped", "run the same command again", "--assume-stopped");
        assertThat(store.detect().id()).isEqualTo("1");

        database.execute("delete from ferry_node");
        assertThat(store.migrate(Options.upgrade(), with(heartbeats, control(false, Run.Step.DONE, "", database))))
                .isPresent();
    }

    @ServerTest(ServerKind.POSTGRESQL)
    void soIsOneThatOnlyHasAConnection(TestDatabase database) throws SQLException {
        SmallStore.make(database, 1, ROWS);
        SessionStore store = StoreFixture.store(database);
        try (Connection node = database.connect()) {
            MigrationControl control = control(
                    false,
                    Run.Step.INDEX,
                    () -> Sql.texts(node, "select sessionId from JettySessions where sessionId = 'none'"));
            assertThatThrownBy(() -> store.migrate(Options.upgrade(), control))
                    .is(ofKind(Kind.REFUSED))
                    .hasMessageContaining("these database sessions use the session tables");
        }
        assertThat(store.detect().id()).isEqualTo("1");
        assertThat(store.migrate(Options.upgrade(), SwapControls.quiet())).isPresent();
    }

    /** A node that is no guest is refused at the beginning of a live run; here it comes when the rows are already there. */
    @ServerTest({ServerKind.POSTGRESQL, ServerKind.MYSQL, ServerKind.MARIADB})
    void aStrangerThatSavesIsNoticedAtTheSwapUnderGuests(TestDatabase database) throws SQLException {
        SmallStore.make(database, 1, ROWS);
        SessionStore store = StoreFixture.store(database);
        String saves = "update JettySessions set lastNode = 'late9', lastSavedTime = "
                + StoreFixture.open(database).dialect().nowMillis() + " where sessionId = 'node1s0001'";

        assertThatThrownBy(() ->
                        store.migrate(Options.upgrade().asLive(), control(false, Run.Step.VERIFY, saves, database)))
                .is(ofKind(Kind.REFUSED))
                .hasMessageContaining("nodes are alive that are no guests: worker late9")
                .extracting(e -> ((OperatorException) e).remedy())
                .asString()
                .contains("Nothing was swapped", "the guests go on", "run the same command again");
        assertThat(store.detect().id()).isEqualTo("1");

        database.execute("update JettySessions set lastSavedTime = lastSavedTime - 20000 where lastNode = 'late9'");
        assertThat(store.migrate(Options.upgrade().asLive(), control(false, Run.Step.DONE, "", database)))
                .isPresent();
        assertThat(SessionRows.of(database, "select lastNode from JettySessions where sessionId = 'node1s0001'"))
                .containsExactly("late9");
    }

    /** It has served no request yet, so that its worker name stands in no row. */
    @ServerTest({ServerKind.POSTGRESQL, ServerKind.MYSQL, ServerKind.MARIADB})
    void soIsOneThatOnlySendsItsHeartbeat(TestDatabase database) throws SQLException {
        SmallStore.make(database, 1, ROWS);
        SessionStore store = StoreFixture.store(database);
        AtomicBoolean lives = new AtomicBoolean();
        NodeHeartbeats heartbeats = () -> lives.get() ? List.of("late.example.org") : List.of();

        assertThatThrownBy(() -> store.migrate(
                        Options.upgrade().asLive(),
                        with(heartbeats, control(false, Run.Step.VERIFY, () -> lives.set(true)))))
                .is(ofKind(Kind.REFUSED))
                .hasMessageContaining("late.example.org");
        assertThat(store.detect().id()).isEqualTo("1");
        assertThat(store.backups()).isEmpty();
    }

    /** Its save is not committed yet at the last look, and is when the lock is there that keeps writers out. */
    @ServerTest(ServerKind.MYSQL)
    void soIsOneThatSavesBetweenTheLastLookAndTheLock(TestDatabase database) throws Exception {
        SmallStore.make(database, 1, ROWS);
        SessionStore store = StoreFixture.store(database);
        try (Connection node = database.connect()) {
            CompletableFuture<Void> saved = new CompletableFuture<>();
            MigrationControl control = control(false, Run.Step.SWAP, () -> {
                node.setAutoCommit(false);
                Sql.execute(
                        node,
                        "update JettySessions set lastNode = 'late9', lastSavedTime = "
                                + StoreFixture.open(database).dialect().nowMillis()
                                + " where sessionId = 'node1s0001'");
                saved.completeAsync(() -> commitBehindTheLock(database, node), task -> new Thread(task).start());
            });
            assertThatThrownBy(() -> store.migrate(Options.upgrade().asLive(), control))
                    .is(ofKind(Kind.REFUSED))
                    .hasMessageContaining("nodes are alive that are no guests: worker late9");
            saved.join();
        }
        assertThat(store.detect().id()).isEqualTo("1");
        assertThat(store.backups()).isEmpty();
    }

    private static Void commitBehindTheLock(TestDatabase database, Connection node) {
        try (Connection watcher = database.connect()) {
            Await.eventually(
                    "the tool waits for the lock",
                    () -> !Sql.texts(
                                    watcher,
                                    "select info from information_schema.processlist where info like 'lock tables%'")
                            .isEmpty());
            node.commit();
            return null;
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }

    private static MigrationControl with(NodeHeartbeats heartbeats, MigrationControl control) {
        return new MigrationControl(
                control.pace(),
                control.assumeStopped(),
                control.restart(),
                control.backupDir(),
                control.confirm(),
                control.listener(),
                heartbeats);
    }

    private static MigrationControl control(boolean assumeStopped, Run.Step when, String sql, TestDatabase database) {
        return control(assumeStopped, when, () -> database.execute(sql));
    }

    private static MigrationControl control(boolean assumeStopped, Run.Step when, Event event) {
        AtomicBoolean happened = new AtomicBoolean();
        MigrationListener listener = new NullListener() {
            @Override
            public void step(Run.Step step, String what) {
                if (step == when && happened.compareAndSet(false, true)) {
                    event.now();
                }
            }
        };
        return new MigrationControl(RateLimit.full(), assumeStopped, false, Optional.empty(), plan -> true, listener);
    }

    /** Something that comes in between. */
    @FunctionalInterface
    private interface Event {
        void happen() throws SQLException;

        default void now() {
            try {
                happen();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
