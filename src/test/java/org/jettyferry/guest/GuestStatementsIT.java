package org.jettyferry.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jettyferry.testkit.servers.ServerKind.MARIADB;
import static org.jettyferry.testkit.servers.ServerKind.MSSQL;
import static org.jettyferry.testkit.servers.ServerKind.MYSQL;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;
import static org.jettyferry.testkit.store.ReleaseFixture.JETTY_12;
import static org.jettyferry.testkit.store.ReleaseFixture.JETTY_9_3;

import java.io.ByteArrayInputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jettyferry.jetty.BlobLayout;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.testkit.Await;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.store.MigrationRequest;
import org.jettyferry.testkit.store.SampleSession;
import org.jettyferry.testkit.store.SessionRows;
import org.jettyferry.testkit.store.StoreFixture;
import org.jettyferry.testkit.store.StoredRow;
import org.junit.jupiter.api.AfterEach;

/** Jetty's statements by a guest, and what becomes of the rows: each column, each statement, each refusal. */
class GuestStatementsIT {
    private static final long HALF_AN_HOUR = 1_800_000;

    private final List<JettyStatements> nodes = new ArrayList<>();

    @AfterEach
    void theNodesEnd() {
        nodes.forEach(JettyStatements::end);
    }

    @ServerTest({POSTGRESQL, MYSQL, MARIADB, MSSQL})
    void aNewSessionIsARowOfGenerationOne(TestDatabase database) throws Exception {
        StoreFixture.fill(database, 1, List.of());
        JettyStatements jetty = node(database, "");

        jetty.insert("id1", "_", HALF_AN_HOUR, written(SampleSession.attributes()));
        jetty.insert("id1", "_shop", -1000, written(Map.of("user", "bob")));

        assertThat(SessionRows.of(
                        database,
                        "select rowId, sessionId, contextPath, virtualHost, lastNode, maxInterval from JettySessions"
                                + " order by contextPath"))
                .containsExactly("_0.0.0.0_id1|id1||0.0.0.0|new1|1800", "_shop_0.0.0.0_id1|id1|_shop|0.0.0.0|new1|-1");
        assertThat(SessionRows.of(database, "select id from JettySessionIds")).containsExactly("id1");
        byte[] stored = map(database, "");
        assertThat(BlobLayout.of(stored)).isEqualTo(BlobLayout.HASH_MAP);
        SampleSession.assertRead(JETTY_9_3, stored);

        JettyStatements.Session loaded = jetty.load("id1", "_").orElseThrow();
        assertThat(loaded.maxIntervalMillis()).isEqualTo(HALF_AN_HOUR);
        assertThat(BlobLayout.of(loaded.map())).isEqualTo(BlobLayout.ENTRIES);
        SampleSession.assertRead(JETTY_12, loaded.map());
        assertThat(jetty.load("id1", "_other")).isEmpty();
    }

    @ServerTest({POSTGRESQL, MYSQL, MARIADB, MSSQL})
    void theIdEndsWithItsLastSession(TestDatabase database) throws Exception {
        StoreFixture.fill(database, 1, List.of());
        JettyStatements jetty = JettyStatements.byWrapper(database);
        nodes.add(jetty);
        byte[] map = written(Map.of("user", "bob"));
        jetty.insert("id1", "_", HALF_AN_HOUR, map);
        jetty.insert("id1", "_shop", HALF_AN_HOUR, map);

        assertThat(jetty.delete("id1", "_")).isEqualTo(1);
        assertThat(SessionRows.of(database, "select id from JettySessionIds")).containsExactly("id1");
        assertThat(jetty.delete("id1", "_shop")).isEqualTo(1);
        assertThat(SessionRows.of(database, "select id from JettySessionIds")).isEmpty();
        assertThat(jetty.delete("id1", "_shop")).isZero();

        jetty.insert("id2", "_", HALF_AN_HOUR, map);
        assertThat(jetty.deleteOrphans(1)).isZero();
        assertThat(jetty.deleteOrphans(System.currentTimeMillis() + 2 * HALF_AN_HOUR))
                .isEqualTo(1);
        assertThat(SessionRows.of(database, "select id from JettySessionIds")).isEmpty();
    }

    /** Jetty's late save of a request that has only read; in between another node has saved a change. */
    @ServerTest(
            value = {POSTGRESQL, MYSQL},
            wide = {MARIADB, MSSQL})
    void aSaveWithNothingNewLeavesTheAttributesAlone(TestDatabase database) throws Exception {
        StoreFixture.fill(database, 1, List.of());
        JettyStatements jetty = node(database, "");
        jetty.insert("id1", "_", HALF_AN_HOUR, written(Map.of("user", "bob")));
        byte[] read = jetty.load("id1", "_").orElseThrow().map();

        byte[] changed = SampleSession.written(JETTY_9_3, Map.of("user", "bob", "cart", "rope"));
        setMap(database, changed);
        assertThat(jetty.update("id1", "_", HALF_AN_HOUR, read)).isEqualTo(1);
        assertThat(map(database, "")).isEqualTo(changed);

        assertThat(jetty.update("id1", "_", HALF_AN_HOUR, written(Map.of("user", "eve"))))
                .isEqualTo(1);
        assertThat(SampleSession.read(JETTY_9_3, map(database, ""))).isEqualTo(Map.of("user", "eve"));
        assertThat(jetty.update("id1", "_", 2 * HALF_AN_HOUR, written(Map.of("user", "eve"))))
                .isEqualTo(1);
        assertThat(SessionRows.of(database, "select maxInterval from JettySessions"))
                .containsExactly("3600");
    }

    /** The session was read on the old tables, and changed by somebody else on the new ones; then comes the late save. */
    @ServerTest(
            value = {POSTGRESQL, MYSQL},
            wide = {MARIADB, MSSQL})
    void soDoesASaveThatComesWhenTheTablesHaveChanged(TestDatabase database) throws Exception {
        StoreFixture.fill(database, 1, List.of());
        JettyStatements jetty = node(database, "");
        jetty.insert("id1", "_", HALF_AN_HOUR, written(Map.of("user", "bob")));
        byte[] read = jetty.load("id1", "_").orElseThrow().map();
        new MigrationRequest(MigrationRequest.upgrade("12").options().asLive()).migrate(StoreFixture.store(database));
        byte[] changed = written(Map.of("user", "bob", "cart", "rope"));
        setMap(database, changed);

        assertThat(jetty.update("id1", "_", HALF_AN_HOUR, read)).isEqualTo(1);

        assertThat(map(database, "_")).isEqualTo(changed);
    }

    /** An interval that is not set has the default; one that is never over stays so. */
    @ServerTest(
            value = POSTGRESQL,
            wide = {MYSQL, MARIADB, MSSQL})
    void intervalsOfGenerationOneAreUnderstood(TestDatabase database) throws Exception {
        StoreFixture.fill(database, 1, List.of(SampleSession.row("id1", Map.of())));
        JettyStatements jetty = node(database, "&ferry.maxInterval=60");
        for (Map.Entry<Integer, Long> interval :
                Map.of(-999, 60_000L, -1, -1L, 0, 0L, 5, 5_000L).entrySet()) {
            database.execute("update JettySessions set maxInterval = " + interval.getKey());
            assertThat(jetty.load("id1", path(database)).orElseThrow().maxIntervalMillis())
                    .isEqualTo(interval.getValue());
        }
    }

    @ServerTest(
            value = {POSTGRESQL, MYSQL},
            wide = {MARIADB, MSSQL})
    void whatTheCodecDoesNotUnderstandStaysAsItIs(TestDatabase database) throws Exception {
        StoreFixture.fill(database, 1, List.of(SampleSession.row("id1", Map.of("user", "bob"))));
        JettyStatements jetty = node(database, "");
        byte[] before = map(database, path(database).equals("_") ? "" : path(database));

        assertThatThrownBy(() -> jetty.update("id1", path(database), HALF_AN_HOUR, new byte[] {1, 2, 3}))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("its row stays as it is");
        assertThat(map(database, path(database).equals("_") ? "" : path(database)))
                .isEqualTo(before);

        setMap(database, new byte[] {(byte) 0x1f, (byte) 0x8b, 8, 0});
        assertThatThrownBy(() -> jetty.load("id1", path(database)))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("its row stays as it is");
    }

    /** The driver uses its arrays again: nothing of a long session may be left in a short one, whichever is saved first. */
    @ServerTest(
            value = {POSTGRESQL, MYSQL},
            wide = {MARIADB, MSSQL})
    void noSessionHasAnythingOfAnotherOne(TestDatabase database) throws Exception {
        StoreFixture.fill(database, 1, List.of());
        JettyStatements jetty = node(database, "");
        List<Map<String, Object>> sessions = Stream.of(40_000, 10, 100_000, 3, 66_000, 1_000)
                .map(length -> Map.<String, Object>of("text", "x".repeat(length), "length", length))
                .toList();
        for (int i = 0; i < sessions.size(); i++) {
            jetty.insert("id" + i, "_", HALF_AN_HOUR, written(Map.of()));
        }
        try (Connection connection = jetty.connect()) {
            List<PreparedStatement> updates = new ArrayList<>();
            for (int i = 0; i < sessions.size(); i++) {
                updates.add(jetty.update(connection, "id" + i, "_", HALF_AN_HOUR, written(sessions.get(i))));
            }
            for (PreparedStatement update : updates) {
                assertThat(update.executeUpdate()).isEqualTo(1);
                // Its stream is at the end: what is left of it must not pass for a session without attributes.
                assertThatThrownBy(update::executeUpdate).isInstanceOf(SQLException.class);
                update.close();
            }
        }
        for (int i = 0; i < sessions.size(); i++) {
            byte[] map = jetty.load("id" + i, "_").orElseThrow().map();
            assertThat(SampleSession.read(JETTY_12, map)).isEqualTo(sessions.get(i));
        }
    }

    @ServerTest(POSTGRESQL)
    void aSessionThatWasCutOffIsNotSaved(TestDatabase database) throws Exception {
        StoreFixture.fill(database, 1, List.of());
        JettyStatements jetty = node(database, "");
        jetty.insert("id1", "_", HALF_AN_HOUR, written(Map.of("user", "bob")));
        byte[] before = map(database, "");
        byte[] map = written(Map.of("user", "eve"));
        try (Connection connection = jetty.connect();
                PreparedStatement update = jetty.update(connection, "id1", "_", HALF_AN_HOUR, map)) {
            update.setBinaryStream(7, new ByteArrayInputStream(map), map.length + 1);
            assertThatThrownBy(update::executeUpdate).hasMessageContaining("end after " + map.length + " of");
        }
        assertThat(map(database, "")).isEqualTo(before);
    }

    /** The statement was made before the swap and is executed after it, in both directions. */
    @ServerTest({POSTGRESQL, MYSQL, MARIADB, MSSQL})
    void aStatementIsRepeatedOnTablesThatHaveChanged(TestDatabase database) throws Exception {
        StoreFixture.fill(database, 1, List.of());
        JettyStatements jetty = node(database, "");
        jetty.insert("id1", "_", HALF_AN_HOUR, written(Map.of("user", "bob")));
        try (Connection connection = jetty.connect();
                PreparedStatement update =
                        jetty.update(connection, "id1", "_", HALF_AN_HOUR, written(Map.of("user", "eve")))) {
            MigrationRequest up = new MigrationRequest(
                    MigrationRequest.upgrade("12").options().asLive());
            up.migrate(StoreFixture.store(database));
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
        assertThat(SessionRows.of(database, "select contextPath, maxInterval from JettySessions"))
                .containsExactly("_|1800000");
        assertThat(user(jetty, "id1")).isEqualTo("eve");
        jetty.insert("id2", "_", HALF_AN_HOUR, written(Map.of("user", "zoe")));

        try (Connection connection = jetty.connect();
                PreparedStatement update =
                        jetty.update(connection, "id1", "_", HALF_AN_HOUR, written(Map.of("user", "ann")))) {
            MigrationRequest down = new MigrationRequest(
                    MigrationRequest.downgrade("9.3").options().asLive());
            down.migrate(StoreFixture.store(database));
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
        assertThat(SessionRows.of(
                        database, "select sessionId, contextPath, maxInterval from JettySessions order by sessionId"))
                .containsExactly("id1||1800", "id2||1800");
        assertThat(SampleSession.read(JETTY_9_3, map(database, ""))).isEqualTo(Map.of("user", "ann"));
        assertThat(user(jetty, "id2")).isEqualTo("zoe");
        jetty.insert("id3", "_", HALF_AN_HOUR, written(Map.of("user", "joe")));
        assertThat(jetty.delete("id1", "_")).isEqualTo(1);
        assertThat(SessionRows.of(database, "select id from JettySessionIds order by id"))
                .containsExactly("id2", "id3");
    }

    @ServerTest({POSTGRESQL, MYSQL, MARIADB, MSSQL})
    void whatAGuestCannotWorkOnIsRefusedAtTheStart(TestDatabase database) throws Exception {
        refused(database, "", "there is no table JettySessions");
        StoreFixture.fill(database, 1, List.of());
        refused(database, "&ferry.release=9.3", "a guest is a node of Jetty 9.4 to 12.1");
        refused(database, "&ferry.release=13", "set ferry.release=12.1");
        database.execute("drop table JettySessionIds");
        refused(database, "&ferry.maxInterval=7", "there is no JettySessionIds beside it");
        database.execute("drop table JettySessions");
        StoreFixture.fill(
                database, 2, List.of(StoredRow.of("id1", written(Map.of())).with(SessionColumn.CONTEXT_PATH, "")));
        refused(database, "&ferry.maxInterval=8", "name the release of the other nodes in ferry.rows");
        assertThat(node(database, "&ferry.rows=9.4").load("id1", "_")).isPresent();
    }

    /** A guest tells by the columns which tables it has before it; these would look the same. */
    @ServerTest(POSTGRESQL)
    void betweenReleasesOfOneGenerationGuestsWouldNotNotice(TestDatabase database) throws Exception {
        StoreFixture.fill(
                database, 2, List.of(StoredRow.of("id1", written(Map.of())).with(SessionColumn.CONTEXT_PATH, "")));
        MigrationRequest live = new MigrationRequest(
                MigrationRequest.upgrade("12").from("9.4").options().asLive());
        assertThatThrownBy(() -> live.migrate(StoreFixture.store(database)))
                .hasMessageContaining("guests would not notice")
                .hasMessageContaining("generation 2");
    }

    @ServerTest(POSTGRESQL)
    void definitionsAndUnknownStatementsAreRefused(TestDatabase database) throws Exception {
        StoreFixture.fill(database, 1, List.of());
        try (Connection connection = node(database, "").connect();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.executeUpdate("alter table JettySessions add maxInterval bigint"))
                    .hasMessageContaining("must not");
            assertThatThrownBy(() -> connection.prepareStatement("update JettySessions set map = ?"))
                    .hasMessageContaining("none of those of Jetty");
            assertThat(connection.getClientInfo("ferry.guest")).isEqualTo("true");
            connection.prepareStatement("select 1").close();
        }
    }

    /** By its lock, as long as its process lives; not by its rows alone. */
    @ServerTest({POSTGRESQL, MYSQL, MARIADB, MSSQL})
    void aGuestIsSeenByOthers(TestDatabase database) throws Exception {
        StoreFixture.fill(database, 1, List.of());
        node(database, "").insert("id1", "_", HALF_AN_HOUR, written(Map.of()));
        var store = StoreFixture.store(database);
        Await.eventually("the guest", () -> store.guests(store.detect()).equals(List.of("new1")));
        database.execute("update JettySessions set lastNode = 'old1'");
        assertThat(store.guests(store.detect())).isEmpty();
    }

    private JettyStatements node(TestDatabase database, String parameters) {
        JettyStatements node = JettyStatements.byDriver(database, parameters);
        nodes.add(node);
        return node;
    }

    private void refused(TestDatabase database, String parameters, String reason) {
        assertThatThrownBy(() -> node(database, parameters).connect())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining(reason);
    }

    private static String user(JettyStatements jetty, String id) throws Exception {
        return String.valueOf(
                SampleSession.read(JETTY_12, jetty.load(id, "_").orElseThrow().map())
                        .get("user"));
    }

    private static byte[] written(Map<String, Object> attributes) throws Exception {
        return SampleSession.written(JETTY_12, attributes);
    }

    /** The context path of the only row, as 12.1 knows it. */
    private static String path(TestDatabase database) throws SQLException {
        String stored = SessionRows.of(database, "select contextPath from JettySessions")
                .get(0);
        return stored.isEmpty() ? "_" : stored;
    }

    private static byte[] map(TestDatabase database, String path) throws SQLException {
        String hex = SessionRows.of(
                        database, "select map from JettySessions where contextPath = '" + path + "' order by sessionId")
                .get(0);
        return HexFormat.of().parseHex(hex);
    }

    private static void setMap(TestDatabase database, byte[] map) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement update = connection.prepareStatement("update JettySessions set map = ?")) {
            update.setBytes(1, map);
            update.executeUpdate();
        }
    }
}
