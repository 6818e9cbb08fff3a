package org.jettyferry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jettyferry.jetty.SessionColumn.ACCESS_TIME;
import static org.jettyferry.jetty.SessionColumn.CONTEXT_PATH;
import static org.jettyferry.jetty.SessionColumn.LAST_SAVED_TIME;
import static org.jettyferry.jetty.SessionColumn.MAP;
import static org.jettyferry.jetty.SessionColumn.MAX_INTERVAL;
import static org.jettyferry.jetty.SessionColumn.ROW_ID;
import static org.jettyferry.testkit.KindCondition.ofKind;
import static org.jettyferry.testkit.servers.ServerKind.MARIADB;
import static org.jettyferry.testkit.servers.ServerKind.MYSQL;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.Sql;
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

/** Sessions that are put into the new table beforehand, unseen, and only what has changed when they arrive. */
class PreparedArrivalIT {
    private static final ReleaseFixture OLD = ReleaseFixture.JETTY_9_3;
    private static final ReleaseFixture NEW = ReleaseFixture.JETTY_12;

    /** One changes twice, one logs out, one logs in, one gets another id; one is broken and mended, and one the reverse. */
    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void nothingIsSeenBeforeAndNothingIsMissedAfter(TestServer server) throws Exception {
        byte[] broken = "no stream".getBytes("UTF-8");
        try (TestDatabase old = server.createDatabase();
                TestDatabase next = server.createDatabase()) {
            StoredRow bad = row("mended").with(MAP, broken);
            StoredRow breaks = row("breaks");
            StoreFixture.fill(old, 1, List.of(row("stays"), row("changes"), row("goes"), row("before"), bad, breaks));
            StoreFixture.fill(next, 2, List.of());
            try (SessionTransfer transfer = up(old, next)) {
                transfer.copy();
                assertThat(transfer.prepare()).isTrue();
                assertThat(transfer.arrived()).isFalse();
                assertThat(MigratedStore.of(next, NEW).rows())
                        .as("others see none of it")
                        .isEmpty();

                StoredRow changed = changed(old, "changes", 7);
                StoredRow mended = changed(old, "mended", 1);
                Transfers.update(old, breaks.with(MAP, broken).with(LAST_SAVED_TIME, System.currentTimeMillis()));
                old.execute(
                        "delete from JettySessions where sessionId = 'goes'",
                        "update JettySessions set sessionId = 'after' where sessionId = 'before'");
                StoredRow.insert(old, "JettySessions", StoreNames.defaults(), List.of(row("comes")));

                assertThat(transfer.arrive()).isEqualTo(new TransferResult(5, 5, 1, Map.of("NOT_A_SESSION", 1L)));
                assertThat(transfer.arrived()).isTrue();
                assertThat(transfer.arrive().sessions()).as("once more").isEqualTo(5);

                MigratedStore arrived = MigratedStore.of(next, NEW);
                arrived.follows(
                        new RowRules(OLD, NEW, 1800),
                        List.of(row("stays"), changed, mended, row("comes"), row("after")));
                assertThat(content(next, "changes")).containsEntry("cart", 7);
                assertThat(content(next, "stays")).containsEntry("user", "stays");
                assertThat(transfer.leave()).isEqualTo(6);
                assertThat(MigratedStore.of(old, OLD).rows()).isEmpty();
            }
        }
    }

    /** The check of a row holds a digest of the bytes, so not even a save in the same millisecond is missed. */
    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void aSaveInTheSameMillisecondIsNoticed(TestServer server) throws Exception {
        try (TestDatabase old = server.createDatabase();
                TestDatabase next = server.createDatabase()) {
            StoredRow now = row("a").with(LAST_SAVED_TIME, System.currentTimeMillis());
            StoreFixture.fill(old, 1, List.of(now));
            StoreFixture.fill(next, 2, List.of());
            try (SessionTransfer transfer = up(old, next)) {
                assertThat(transfer.prepare()).isTrue();
                Transfers.update(old, now.with(MAP, SampleSession.written(OLD, Map.of("user", "b"))));
                assertThat(transfer.arrive().changed()).isEqualTo(1);
            }
            assertThat(content(next, "a")).containsEntry("user", "b");
        }
    }

    /** Of several rows of one session the one that was used last counts, whichever that is in the end. */
    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void twinsChangePlaces(TestServer server) throws Exception {
        try (TestDatabase old = server.createDatabase();
                TestDatabase next = server.createDatabase()) {
            StoredRow older = twin("used", 1, "first");
            StoredRow left = twin("left", 1, "first");
            StoreFixture.fill(old, 1, List.of(row("used"), older, row("left"), left));
            StoreFixture.fill(next, 2, List.of());
            try (SessionTransfer transfer = up(old, next)) {
                assertThat(transfer.prepare()).isTrue();
                old.execute(
                        "update JettySessions set accessTime = 1795000009000, lastSavedTime = 1795000009000"
                                + " where rowId = '" + older.text(ROW_ID) + "'",
                        "delete from JettySessions where rowId = '"
                                + row("left").text(ROW_ID) + "'");
                assertThat(transfer.arrive()).isEqualTo(new TransferResult(2, 1, 1, Map.of("TWIN", 1L)));
            }
            assertThat(content(next, "used")).containsEntry("user", "first");
            assertThat(content(next, "left")).containsEntry("user", "first");
            assertThat(MigratedStore.of(next, NEW).rows()).hasSize(2);
        }
    }

    /** A process that dies leaves nothing behind, and another one lets them arrive. */
    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void whatIsNotCommittedIsTakenBack(TestServer server) throws Exception {
        try (TestDatabase old = server.createDatabase();
                TestDatabase next = server.createDatabase()) {
            StoreFixture.fill(old, 1, List.of(row("a"), row("b")));
            StoreFixture.fill(next, 2, List.of());
            try (SessionTransfer killed = up(old, next)) {
                assertThat(killed.prepare()).isTrue();
                changed(old, "a", 1);
                end(next);
                assertThatThrownBy(killed::arrive).is(ofKind(Kind.RESUMABLE));
            }
            assertThat(MigratedStore.of(next, NEW).rows()).isEmpty();
            changed(old, "a", 2);
            try (SessionTransfer closed = up(old, next)) {
                assertThat(closed.prepare()).isTrue();
                assertThat(closed.prepare()).as("it may be repeated").isTrue();
            }
            assertThat(MigratedStore.of(next, NEW).rows()).isEmpty();
            try (SessionTransfer transfer = up(old, next)) {
                assertThat(transfer.arrived()).isFalse();
                assertThat(transfer.arrive().sessions()).isEqualTo(2);
            }
            assertThat(content(next, "a")).containsEntry("cart", 2);
        }
    }

    /** The nodes of the new server serve others from this table meanwhile; Jetty removes what has expired there. */
    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void othersWorkOnTheTableMeanwhile(TestServer server) throws Exception {
        try (TestDatabase old = server.createDatabase();
                TestDatabase next = server.createDatabase()) {
            StoreFixture.fill(old, 1, List.of(row("a"), row("c"), row("both")));
            StoredRow other = there("other", "_elsewhere");
            StoredRow stale = there("both", "_app");
            StoreFixture.fill(next, 2, List.of(other, stale));
            try (SessionTransfer transfer = up(old, next)) {
                assertThat(transfer.prepare()).isTrue();
                StoredRow comes = there("b", "_elsewhere");
                StoredRow.insert(next, "JettySessions", StoreNames.defaults(), List.of(comes));
                try (Connection node = next.connect()) {
                    if (!postgres(server)) {
                        Sql.execute(node, "set innodb_lock_wait_timeout = 1");
                    }
                    for (String id : List.of("b", "both", other.id())) {
                        assertThat(Sql.update(node, "update JettySessions set accessTime = 5 where sessionId = ?", id))
                                .isEqualTo(1);
                    }
                    assertThat(Sql.number(node, "select count(*) from JettySessions where expiryTime > 0"))
                            .isEqualTo(3);
                    Sql.update(node, "delete from JettySessions where sessionId = ?", other.id());
                }
                assertThat(transfer.arrive().sessions()).isEqualTo(3);
            }
            assertThat(MigratedStore.of(next, NEW).rows().values())
                    .extracting(StoredRow::id)
                    .containsExactlyInAnyOrder("a", "b", "c", "both");
            assertThat(content(next, "both")).as("the older one is replaced").containsEntry("user", "both");
        }
    }

    /** On the way back, 9.3 needs a row for each id too. */
    @ServerTest({POSTGRESQL, MYSQL})
    void theWayBackBringsTheIds(TestServer server) throws Exception {
        try (TestDatabase old = server.createDatabase();
                TestDatabase next = server.createDatabase()) {
            StoreFixture.fill(next, 2, List.of(there("a", "_app")));
            StoreFixture.fill(old, 1, List.of());
            try (SessionTransfer transfer = transfer("back", next, "12", old, "9.3")) {
                assertThat(transfer.prepare()).isTrue();
                next.execute("update JettySessions set sessionId = 'b'");
                transfer.arrive();
            }
            assertThat(MigratedStore.of(old, OLD).rows()).hasSize(1);
            assertThat(MigratedStore.of(old, OLD).ids()).containsExactly("b");
        }
    }

    @ServerTest({POSTGRESQL, MYSQL})
    void aTableThatChangesWhatIsWrittenIsRefusedBeforeTheEnd(TestServer server) throws Exception {
        try (TestDatabase old = server.createDatabase();
                TestDatabase next = server.createDatabase()) {
            StoreFixture.fill(old, 1, List.of(row("a")));
            StoreFixture.fill(next, 2, List.of());
            if (postgres(server)) {
                next.execute(
                        "create function nothing() returns trigger language plpgsql as 'begin return null; end'",
                        "create trigger t before insert on JettySessions for each row execute function nothing()");
            } else {
                next.execute("create trigger t before insert on JettySessions for each row set new.map = 'x'");
            }
            try (SessionTransfer transfer = up(old, next)) {
                assertThatThrownBy(transfer::prepare).is(ofKind(Kind.NOT_VERIFIED));
                assertThat(transfer.arrived()).isFalse();
            }
            assertThat(MigratedStore.of(next, NEW).rows()).isEmpty();
        }
    }

    /** Ends the connections of the program to a database, as a server that goes down does. */
    private static void end(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            boolean postgres = postgres(database.server());
            List<String> others = Sql.texts(
                    connection,
                    postgres
                            ? "select pid from pg_stat_activity where datname = current_database()"
                                    + " and pid <> pg_backend_pid()"
                            : "select id from information_schema.processlist where db = database()"
                                    + " and id <> connection_id()");
            assertThat(others).isNotEmpty();
            for (String id : new ArrayList<>(others)) {
                Sql.execute(connection, postgres ? "select pg_terminate_backend(" + id + ")" : "kill " + id);
            }
        }
    }

    private static SessionTransfer up(TestDatabase old, TestDatabase next) {
        return transfer("t", old, "9.3", next, "12");
    }

    private static SessionTransfer transfer(
            String id, TestDatabase from, String fromRelease, TestDatabase to, String toRelease) {
        return Transfers.open(id, from, fromRelease, to, toRelease, List.of("/app"));
    }

    private static StoredRow row(String id) throws Exception {
        return StoredRow.of(id, SampleSession.written(OLD, Map.of("user", id))).withRowId();
    }

    /** A row as a node of 12 stores it. */
    private static StoredRow there(String id, String contextPath) throws Exception {
        return StoredRow.of(id, SampleSession.written(NEW, Map.of("user", "older")))
                .with(MAX_INTERVAL, 1_800_000L)
                .with(CONTEXT_PATH, contextPath);
    }

    private static boolean postgres(TestServer server) {
        return server == POSTGRESQL.server();
    }

    private static StoredRow twin(String id, long accessTime, String user) throws Exception {
        return StoredRow.of(id, SampleSession.written(OLD, Map.of("user", user)))
                .with(ACCESS_TIME, accessTime)
                .with(ROW_ID, "_app_0.0.0.0_" + id + "_before");
    }

    private static StoredRow changed(TestDatabase old, String id, int cart) throws Exception {
        StoredRow row = row(id).with(MAP, SampleSession.written(OLD, Map.of("user", id, "cart", cart)))
                .with(LAST_SAVED_TIME, System.currentTimeMillis());
        Transfers.update(old, row);
        return row;
    }

    private static Map<String, Object> content(TestDatabase database, String id) throws Exception {
        return SampleSession.read(NEW, MigratedStore.of(database, NEW).row(id).blob());
    }
}
