package org.jettyferry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jettyferry.jetty.SessionColumn.ACCESS_TIME;
import static org.jettyferry.jetty.SessionColumn.CONTEXT_PATH;
import static org.jettyferry.jetty.SessionColumn.EXPIRY_TIME;
import static org.jettyferry.jetty.SessionColumn.LAST_SAVED_TIME;
import static org.jettyferry.jetty.SessionColumn.MAP;
import static org.jettyferry.jetty.SessionColumn.MAX_INTERVAL;
import static org.jettyferry.jetty.SessionColumn.ROW_ID;
import static org.jettyferry.testkit.KindCondition.ofKind;
import static org.jettyferry.testkit.servers.ServerKind.MARIADB;
import static org.jettyferry.testkit.servers.ServerKind.MYSQL;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.store.table.StoreNames;
import org.jettyferry.store.transfer.SessionTransfer;
import org.jettyferry.store.transfer.TransferResult;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.servers.TestServer;
import org.jettyferry.testkit.store.MigratedStore;
import org.jettyferry.testkit.store.ReleaseFixture;
import org.jettyferry.testkit.store.RowRules;
import org.jettyferry.testkit.store.SampleSession;
import org.jettyferry.testkit.store.StoreFixture;
import org.jettyferry.testkit.store.StoredRow;

/** Sessions of some web applications go from one store to another, as they do when their tenants move. */
class SessionTransferIT {
    private static final long EXPIRED = 1_600_000_000_000L;
    private static final ReleaseFixture OLD = ReleaseFixture.JETTY_9_3;
    private static final ReleaseFixture NEW = ReleaseFixture.JETTY_12;

    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void theChosenSessionsGoAndTheOthersStay(TestServer server) throws Exception {
        try (TestDatabase old = server.createDatabase();
                TestDatabase next = server.createDatabase()) {
            List<StoredRow> gone =
                    List.of(row("a"), row("b"), row("n").with(MAX_INTERVAL, -1L).with(EXPIRY_TIME, 0L));
            StoredRow other = row("other").with(CONTEXT_PATH, "_globex").withRowId();
            StoredRow expired = row("x").with(EXPIRY_TIME, EXPIRED);
            StoreFixture.fill(old, 1, plus(gone, other, expired));
            StoredRow there = SampleSession.row(NEW).with(CONTEXT_PATH, "_elsewhere");
            StoreFixture.fill(next, 2, List.of(there));

            try (SessionTransfer transfer = up(old, next)) {
                assertThat(transfer.copy()).isEqualTo(new TransferResult(3, 3, 0, Map.of()));
                assertThat(MigratedStore.of(next, NEW).rows())
                        .as("Jetty sees none of it")
                        .hasSize(1);
                assertThat(transfer.arrive()).isEqualTo(new TransferResult(3, 0, 0, Map.of()));
                assertThat(transfer.leave()).isEqualTo(3);
                transfer.forget();
            }

            next.execute("delete from JettySessions where contextPath = '_elsewhere'");
            MigratedStore.of(next, NEW).follows(new RowRules(OLD, NEW, 1800), gone);
            assertThat(SampleSession.read(
                            NEW, MigratedStore.of(next, NEW).row("a").blob()))
                    .containsEntry("user", "a");
            assertThat(MigratedStore.of(old, OLD).rows().values())
                    .extracting(StoredRow::id)
                    .containsExactlyInAnyOrder("other", "x");
            assertThat(MigratedStore.of(old, OLD).ids()).containsExactlyInAnyOrder("other", "x");
            assertThat(departed(old))
                    .extracting(StoredRow::scalars)
                    .containsExactlyInAnyOrderElementsOf(
                            gone.stream().map(StoredRow::scalars).toList());
        }
    }

    /** While the copy was made, users went on: one changed, one logged out, one logged in. */
    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void whatHappensAfterTheCopyComesAlong(TestServer server) throws Exception {
        try (TestDatabase old = server.createDatabase();
                TestDatabase next = server.createDatabase()) {
            StoreFixture.fill(old, 1, List.of(row("stays"), row("changes"), row("goes")));
            StoreFixture.fill(next, 2, List.of());
            try (SessionTransfer transfer = up(old, next)) {
                transfer.copy();
            }
            StoredRow changed = row("changes")
                    .with(MAP, SampleSession.written(OLD, Map.of("user", "changes", "cart", 7)))
                    .with(LAST_SAVED_TIME, System.currentTimeMillis());
            Transfers.update(old, changed);
            old.execute("delete from JettySessions where sessionId = 'goes'");
            StoredRow.insert(old, "JettySessions", StoreNames.defaults(), List.of(row("comes")));

            try (SessionTransfer transfer = up(old, next)) {
                assertThat(transfer.copy()).isEqualTo(new TransferResult(3, 2, 1, Map.of()));
                assertThat(transfer.arrive()).isEqualTo(new TransferResult(3, 0, 0, Map.of()));
            }

            MigratedStore arrived = MigratedStore.of(next, NEW);
            arrived.follows(new RowRules(OLD, NEW, 1800), List.of(row("stays"), changed, row("comes")));
            assertThat(SampleSession.read(NEW, arrived.row("changes").blob())).containsEntry("cart", 7);
        }
    }

    /** Two saves may fall into the same millisecond; only the content tells them apart. */
    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void aSaveInTheSameMillisecondIsNoticed(TestServer server) throws Exception {
        try (TestDatabase old = server.createDatabase();
                TestDatabase next = server.createDatabase()) {
            StoredRow now = row("a").with(LAST_SAVED_TIME, System.currentTimeMillis());
            StoreFixture.fill(old, 1, List.of(now));
            StoreFixture.fill(next, 2, List.of());
            try (SessionTransfer transfer = up(old, next)) {
                transfer.copy();
                Transfers.update(old, now.with(MAP, SampleSession.written(OLD, Map.of("user", "b"))));

                assertThat(transfer.arrive().changed()).isEqualTo(1);
            }
            assertThat(SampleSession.read(
                            NEW, MigratedStore.of(next, NEW).row("a").blob()))
                    .containsEntry("user", "b");
        }
    }

    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void thereAndBackAgain(TestServer server) throws Exception {
        try (TestDatabase old = server.createDatabase();
                TestDatabase next = server.createDatabase()) {
            StoreFixture.fill(old, 1, List.of(row("a"), row("b")));
            StoreFixture.fill(next, 2, List.of());
            move(up(old, next));
            StoredRow worked = MigratedStore.of(next, NEW)
                    .row("a")
                    .with(MAP, SampleSession.written(NEW, Map.of("user", "a", "cart", 3)))
                    .with(LAST_SAVED_TIME, System.currentTimeMillis());
            Transfers.update(next, worked);
            next.execute("delete from JettySessions where sessionId = 'b'"); // logged out there

            move(transfer("back", next, "12", old, "9.3"));

            MigratedStore back = MigratedStore.of(old, OLD);
            assertThat(back.rows().values()).extracting(StoredRow::id).containsExactly("a");
            assertThat(back.ids()).containsExactly("a");
            assertThat(SampleSession.read(OLD, back.row("a").blob())).containsEntry("cart", 3);
            assertThat(MigratedStore.of(next, NEW).rows()).isEmpty();

            move(transfer("again", old, "9.3", next, "12"));

            assertThat(SampleSession.read(
                            NEW, MigratedStore.of(next, NEW).row("a").blob()))
                    .containsEntry("cart", 3);
        }
    }

    /** Each of its steps may be the last that a killed process has done. */
    @ServerTest({POSTGRESQL, MYSQL})
    void eachStepMayBeRepeatedByAnotherProcess(TestServer server) throws Exception {
        try (TestDatabase old = server.createDatabase();
                TestDatabase next = server.createDatabase()) {
            StoreFixture.fill(old, 1, List.of(row("a"), row("b")));
            StoreFixture.fill(next, 2, List.of());
            for (int i = 0; i < 2; i++) {
                try (SessionTransfer transfer = up(old, next)) {
                    assertThat(transfer.arrived()).isFalse();
                    transfer.copy();
                }
            }
            for (int i = 0; i < 2; i++) {
                try (SessionTransfer transfer = up(old, next)) {
                    assertThat(transfer.arrive().sessions()).isEqualTo(2);
                    assertThat(transfer.arrived()).isTrue();
                    assertThatThrownBy(transfer::copy).is(ofKind(Kind.REFUSED));
                }
            }
            next.execute("delete from JettySessions where sessionId = 'b'"); // its user has logged out there
            try (SessionTransfer transfer = up(old, next)) {
                transfer.arrive();
                assertThat(transfer.leave()).isEqualTo(2);
                assertThat(transfer.leave()).isZero();
                transfer.forget();
                transfer.forget();
            }
            assertThat(MigratedStore.of(next, NEW).rows().values())
                    .extracting(StoredRow::id)
                    .containsExactly("a");
        }
    }

    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void whatCannotBeMigratedIsCountedAndSetAside(TestServer server) throws Exception {
        try (TestDatabase old = server.createDatabase();
                TestDatabase next = server.createDatabase()) {
            StoredRow older = row("twin").with(ACCESS_TIME, 1_795_000_000_000L).with(ROW_ID, "_app_0.0.0.0_before");
            StoreFixture.fill(
                    old,
                    1,
                    List.of(row("a"), row("broken").with(MAP, "no stream".getBytes("UTF-8")), row("twin"), older));
            StoreFixture.fill(next, 2, List.of());
            try (SessionTransfer transfer = up(old, next)) {
                transfer.copy();
                TransferResult result = transfer.arrive();
                assertThat(result.sessions()).isEqualTo(2);
                assertThat(result.refusals()).isEqualTo(2);
                assertThat(result.refused()).containsEntry("TWIN", 1L);
                assertThat(transfer.leave()).isEqualTo(4);
            }
            assertThat(MigratedStore.of(next, NEW).rows()).hasSize(2);
            assertThat(MigratedStore.of(next, NEW).row("twin").number(ACCESS_TIME))
                    .isEqualTo(1_795_000_003_000L);
            assertThat(departed(old)).hasSize(4);
        }
    }

    @ServerTest(POSTGRESQL)
    void hiddenRowsAndForeignColumnsAreRefused(TestServer server) throws Exception {
        try (TestDatabase old = server.createDatabase();
                TestDatabase next = server.createDatabase()) {
            StoreFixture.fill(old, 1, List.of(row("a")));
            StoreFixture.fill(next, 2, List.of());
            old.execute("alter table JettySessions add column tenant varchar(20)");
            assertThatThrownBy(() -> up(old, next)).is(ofKind(Kind.REFUSED)).hasMessageContaining("tenant");
            String reader = "reader_" + old.name();
            old.execute(
                    "alter table JettySessions drop column tenant",
                    "create role " + reader + " login password 'r'",
                    "grant all on all tables in schema public to " + reader,
                    "alter table JettySessions enable row level security",
                    "create policy p on JettySessions using (sessionId <> 'a')");
            TestDatabase seenByReader = new TestDatabase(server, old.name(), old.url(), reader, "r");
            assertThatThrownBy(() -> up(seenByReader, next))
                    .is(ofKind(Kind.REFUSED))
                    .hasMessageContaining("hides rows");
            assertThatThrownBy(() -> transfer("t", next, "9.3", old, "9.3"))
                    .is(ofKind(Kind.REFUSED))
                    .hasMessageContaining("of generation 2");
        }
    }

    private static void move(SessionTransfer transfer) {
        try (transfer) {
            transfer.copy();
            transfer.arrive();
            transfer.leave();
            transfer.forget();
        }
    }

    private static SessionTransfer up(TestDatabase old, TestDatabase next) {
        return transfer("t", old, "9.3", next, "12");
    }

    private static SessionTransfer transfer(
            String id, TestDatabase from, String fromRelease, TestDatabase to, String toRelease) {
        return Transfers.open(id, from, fromRelease, to, toRelease, List.of("/app", "/empty"));
    }

    private static StoredRow row(String id) throws Exception {
        return StoredRow.of(id, SampleSession.written(OLD, Map.of("user", id))).withRowId();
    }

    private static List<StoredRow> plus(List<StoredRow> rows, StoredRow... more) {
        List<StoredRow> all = new ArrayList<>(rows);
        all.addAll(List.of(more));
        return all;
    }

    private static List<StoredRow> departed(TestDatabase database) throws SQLException {
        return StoredRow.all(database, "ferry_departed_session", OLD.columns());
    }
}
