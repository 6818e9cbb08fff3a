package org.jettyferry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jettyferry.jetty.SessionColumn.CONTEXT_PATH;
import static org.jettyferry.jetty.SessionColumn.COOKIE_TIME;
import static org.jettyferry.jetty.SessionColumn.CREATE_TIME;
import static org.jettyferry.jetty.SessionColumn.LAST_NODE;
import static org.jettyferry.jetty.SessionColumn.LAST_SAVED_TIME;
import static org.jettyferry.jetty.SessionColumn.MAP;
import static org.jettyferry.jetty.SessionColumn.VIRTUAL_HOST;
import static org.jettyferry.testkit.KindCondition.ofKind;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jetty.BlobLayout;
import org.jettyferry.jetty.JettyRelease;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.store.detect.Detection;
import org.jettyferry.store.detect.Evidence;
import org.jettyferry.store.detect.TableStatistics;
import org.jettyferry.store.journal.Backup;
import org.jettyferry.store.migrate.MigrationResult;
import org.jettyferry.store.table.StoreNames;
import org.jettyferry.store.verify.VerifyReport;
import org.jettyferry.testkit.servers.ServerKind;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.store.Corpus;
import org.jettyferry.testkit.store.MigratedStore;
import org.jettyferry.testkit.store.MigrationRequest;
import org.jettyferry.testkit.store.ReleaseFixture;
import org.jettyferry.testkit.store.RowRules;
import org.jettyferry.testkit.store.SampleSession;
import org.jettyferry.testkit.store.SmallStore;
import org.jettyferry.testkit.store.StoreDump;
import org.jettyferry.testkit.store.StoreFixture;
import org.jettyferry.testkit.store.StoredRow;
import org.jettyferry.testkit.store.SwapControls;

/** What a store reports about itself, and the tables kept beside it, on every real server. */
class StoreIT {

    @ServerTest
    void detectTellsWhatTheRowsAre(TestDatabase database) throws SQLException {
        SessionStore store = StoreFixture.store(database);
        assertThat(store.detect().id()).isEqualTo("none");
        int rows = Corpus.JETTY_9_3.load(database);

        Evidence evidence = ((Detection.Found) store.detect()).evidence();

        assertThat(store.detect().id()).isEqualTo("1");
        assertThat(evidence.release()).contains(JettyRelease.parse("9.3"));
        TableStatistics statistics = evidence.survey();
        assertThat(statistics.rows()).isEqualTo(rows);
        assertThat(statistics.live()).isEqualTo(rows);
        assertThat(statistics.layouts()).containsExactly(Map.entry(BlobLayout.HASH_MAP, (long) rows));
        assertThat(statistics.lastNodes()).containsExactly(Map.entry("node1", (long) rows));
        assertThat(statistics.blobBytes())
                .isEqualTo(Corpus.JETTY_9_3.rows().stream()
                        .mapToLong(row -> row.blob().length)
                        .sum());
        assertThat(statistics.webApps())
                .extracting(TableStatistics.WebApp::contextPath)
                .contains("", "_app", "_x_y", ReleaseFixture.WEIRD_PATH.replace('/', '_'));
        assertThat(statistics.webApps())
                .extracting(TableStatistics.WebApp::virtualHost)
                .contains("0.0.0.0", "*.example.org", "www.Example.com");
        assertThat(evidence.warnings()).isEmpty();
    }

    @ServerTest
    void theReleaseIsToldFromTheRows(TestDatabase database) throws Exception {
        StoreFixture.fill(database, 2, List.of());
        StoredRow plain = StoredRow.of("a", SampleSession.written(ReleaseFixture.JETTY_9_4, Map.of("user", "alice")));
        assertThat(guessed(database, plain)).contains("9.4.58");
        StoredRow early = StoredRow.of("a", SampleSession.written(ReleaseFixture.JETTY_9_4_8, Map.of("user", "alice")));
        assertThat(guessed(database, early)).contains("9.4.12");
        assertThat(guessed(database, plain.with(CONTEXT_PATH, ""))).contains("9.4.58");
        assertThat(guessed(database, plain.with(CONTEXT_PATH, "_"))).contains("12.1.14");
        assertThat(guessed(database, plain.with(VIRTUAL_HOST, ".example.org"))).contains("12.1.14");
        assertThat(guessed(database, plain.with(COOKIE_TIME, plain.number(CREATE_TIME))))
                .contains("12.1.14");
        StoredRow other = plain.with(SessionColumn.SESSION_ID, "b").with(CONTEXT_PATH, "_");
        assertThat(guessed(database, plain.with(CONTEXT_PATH, ""), other)).isEmpty();
    }

    @ServerTest
    void mixedAndForeignTablesAreToldApart(TestDatabase database) throws SQLException {
        Corpus.JETTY_12_1.load(database);
        database.execute("create table JettySessionIds (id varchar(120), primary key (id))");
        SessionStore store = StoreFixture.store(database);
        assertThat(store.detect().id()).isEqualTo("mixed");

        assertThat(store.repair(SwapControls.swap())).isPresent();
        assertThat(store.detect().id()).isEqualTo("2");

        database.execute("drop table JettySessions", "create table JettySessions (id int, primary key (id))");
        assertThat(store.detect().id()).isEqualTo("foreign");
        assertThatThrownBy(() -> MigrationRequest.downgrade("9.3").migrate(store))
                .is(ofKind(Kind.REFUSED));
    }

    @ServerTest
    void verifyFindsWhatANodeWouldStumbleOver(TestDatabase database) throws Exception {
        StoredRow good = StoredRow.of("good", SampleSession.written(ReleaseFixture.JETTY_12, Map.of("user", "alice")))
                .with(CONTEXT_PATH, "_")
                .with(SessionColumn.MAX_INTERVAL, 1_800_000L);
        StoreFixture.fill(
                database,
                2,
                List.of(
                        good,
                        good.with(SessionColumn.SESSION_ID, "unsaved").with(LAST_SAVED_TIME, 0L),
                        good.with(SessionColumn.SESSION_ID, "seconds").with(SessionColumn.MAX_INTERVAL, 1800L),
                        good.with(SessionColumn.SESSION_ID, "empty").with(MAP, new byte[0]),
                        good.with(SessionColumn.SESSION_ID, "broken").with(MAP, new byte[] {1, 2})));

        VerifyReport report = StoreFixture.store(database).verify(SwapControls.silent());

        assertThat(report.rows()).isEqualTo(5);
        assertThat(report.sound()).isEqualTo(3);
        assertThat(report.findings())
                .hasSize(4)
                .anyMatch(finding -> finding.startsWith("1 row has a lastSavedTime below 1"))
                .anyMatch(finding -> finding.startsWith("1 row has a maxInterval below 10 seconds"))
                .anyMatch(finding -> finding.startsWith("1 blob: empty"));
    }

    @ServerTest
    void verifyFindsBlobsThat93CantRead(TestDatabase database) throws Exception {
        StoredRow good = StoredRow.of("good", SampleSession.written(ReleaseFixture.JETTY_9_3, Map.of("user", "alice")))
                .withRowId();
        StoredRow overwritten = good.with(SessionColumn.SESSION_ID, "overwritten")
                .with(MAP, SampleSession.written(ReleaseFixture.JETTY_12, Map.of("user", "bob")))
                .withRowId();
        StoredRow nobody = good.with(SessionColumn.SESSION_ID, "nobody")
                .with(LAST_NODE, null)
                .withRowId();
        StoreFixture.fill(database, 1, List.of(good, overwritten, nobody));

        VerifyReport report = StoreFixture.store(database).verify(SwapControls.silent());

        assertThat(report.findings())
                .hasSize(2)
                .anyMatch(finding -> finding.startsWith("1 blob: layout E"))
                .anyMatch(finding -> finding.startsWith("1 row has no lastNode"));
    }

    /** A node that serves users saves sessions. */
    @ServerTest(ServerKind.POSTGRESQL)
    void rowsThatAreMissingWithoutANodeAreAFinding(TestDatabase database) throws SQLException {
        SmallStore.make(database, 1, 20);
        SessionStore store = StoreFixture.store(database);
        String run = MigrationRequest.upgrade("12").migrate(store).run().id();
        assertThat(store.verify(SwapControls.silent()).findings()).isEmpty();
        database.execute("delete from JettySessions where sessionId in ('node1s0000', 'node1s0001')");

        VerifyReport report = store.verify(SwapControls.silent());
        assertThat(report.findings()).singleElement().asString().startsWith("2 rows are missing");
        assertThat(report.run()).contains(run);
        assertThat(report.quarantine()).containsOnlyKeys(run);

        database.execute("update JettySessions set lastSavedTime = lastSavedTime + 1000");
        assertThat(store.verify(SwapControls.silent()).findings()).isEmpty();
    }

    @ServerTest
    void backupsAreListedRestoredAndPurged(TestDatabase database) throws SQLException {
        List<StoredRow> rows = Corpus.JETTY_9_3.rows();
        StoreFixture.fill(database, 1, rows);
        SessionStore store = StoreFixture.store(database);
        String run = MigrationRequest.upgrade("12").migrate(store).run().id();

        assertThat(store.backups()).hasSize(2).allMatch(backup -> backup.run().equals(run));
        assertThat(store.restore(run, SwapControls.swap())).isPresent();

        assertThat(store.detect().id()).isEqualTo("1");
        MigratedStore.of(database, ReleaseFixture.JETTY_9_3).isExactly(rows);
        List<Backup> aside = store.backups();
        assertThat(aside).hasSize(1).allMatch(backup -> backup.generation().equals("2"));

        store.purge(aside);
        assertThat(store.backups()).isEmpty();
        assertThatThrownBy(() -> store.restore(aside.get(0).run(), SwapControls.swap()))
                .is(ofKind(Kind.REFUSED));

        assertThat(MigrationRequest.upgrade("12").migrate(store).already()).isEmpty();
        assertThat(store.detect().id()).isEqualTo("2");
    }

    /** Where a drop commits by itself, a purge may be killed before it has written that down. */
    @ServerTest({ServerKind.MYSQL, ServerKind.MARIADB})
    void whatAPurgeThatWasCutOffHasLeftGoesWithTheNext(TestDatabase database) throws SQLException {
        SmallStore.make(database, 1, 12);
        SessionStore store = StoreFixture.store(database);
        MigrationRequest.upgrade("12").migrate(store);
        List<Backup> backups = store.backups();
        assertThat(backups).hasSize(2);
        database.execute("drop table " + backups.get(0).table().name());

        store.purge(store.backups());

        try (Connection connection = database.connect()) {
            assertThat(Sql.number(connection, "select count(*) from ferry_backup"))
                    .isZero();
        }
    }

    @ServerTest
    void aPurgeThatWasCutOffAtItsVeryEndIsEnded(TestDatabase database) throws SQLException {
        SmallStore.make(database, 1, 12);
        SessionStore store = StoreFixture.store(database);
        String run = MigrationRequest.upgrade("12").migrate(store).run().id();
        assertThat(store.finishPurge(run)).as("its tables are there").isFalse();
        for (Backup backup : store.backups()) {
            database.execute("drop table " + backup.table().name());
        }

        assertThat(store.finishPurge(run)).isTrue();
        assertThat(store.finishPurge(run)).as("it was ended before").isFalse();
        try (Connection connection = database.connect()) {
            assertThat(Sql.number(connection, "select count(*) from ferry_backup"))
                    .isZero();
        }
    }

    /** The journal says 12, but the tables are no more those that it speaks of. */
    @ServerTest
    void tablesThatWereMadeAnewAreMigratedAgain(TestDatabase database) throws SQLException {
        Corpus.JETTY_9_3.load(database);
        SessionStore store = StoreFixture.store(database);
        assertThat(MigrationRequest.upgrade("12").migrate(store).already()).isEmpty();
        assertThat(MigrationRequest.upgrade("12").migrate(store).already()).isPresent();
        store.purge(store.backups());
        database.execute("drop table JettySessions");
        int rows = Corpus.JETTY_9_3.load(database);

        MigrationResult again = MigrationRequest.upgrade("12").migrate(store);

        assertThat(again.already()).isEmpty();
        assertThat(again.run().tally().rows()).isEqualTo(rows);
    }

    /** The journal says 12, but nodes of 9.4 were started on the table again and have filled rows in their way. */
    @ServerTest(ServerKind.POSTGRESQL)
    void aStoreThatWentBackByItselfIsMigratedAgain(TestDatabase database) throws Exception {
        StoredRow root = StoredRow.of("a", SampleSession.written(ReleaseFixture.JETTY_9_4, Map.of("user", "alice")))
                .with(CONTEXT_PATH, "");
        StoreFixture.fill(database, 2, List.of(root));
        SessionStore store = StoreFixture.store(database);
        MigrationRequest again = MigrationRequest.upgrade("12").from("9.4");
        again.migrate(store);
        assertThat(again.migrate(store).already()).isPresent();
        StoredRow later = root.with(SessionColumn.SESSION_ID, "b").with(VIRTUAL_HOST, "*.example.org");
        StoredRow.insert(database, "JettySessions", StoreNames.defaults(), List.of(later));

        assertThatThrownBy(() -> MigrationRequest.upgrade("12").migrate(store))
                .is(ofKind(Kind.REFUSED))
                .hasMessageContaining("nodes of 9.4 to 11 have filled some since");
        assertThat(again.migrate(store).already()).isEmpty();

        MigratedStore.of(database, ReleaseFixture.JETTY_12)
                .follows(new RowRules(ReleaseFixture.JETTY_9_4, ReleaseFixture.JETTY_12, 1800), List.of(root, later));
        assertThat(again.migrate(store).already()).isPresent();
    }

    /** To have led there already is not all that was asked for. */
    @ServerTest(ServerKind.POSTGRESQL)
    void whoWantsMoreThanTheLastRunDidGetsIt(TestDatabase database) throws Exception {
        StoreFixture.fill(
                database,
                2,
                List.of(StoredRow.of("a", SampleSession.written(ReleaseFixture.JETTY_9_4, Map.of("a", "b")))));
        SessionStore store = StoreFixture.store(database);
        MigrationRequest.upgrade("12").migrate(store);
        assertThat(MigrationRequest.upgrade("12").keepExpired().migrate(store).already())
                .isPresent();
        for (MigrationRequest more : List.of(
                MigrationRequest.upgrade("12").rename("com.acme.old", "com.acme"),
                MigrationRequest.upgrade("12").contextPath("/app"),
                MigrationRequest.upgrade("12").dropSessions())) {
            assertThat(more.migrate(store).already()).as("%s", more).isEmpty();
            assertThat(more.migrate(store).already()).as("%s", more).isPresent();
        }
        assertThat(store.verify(SwapControls.silent()).rows()).isZero();
    }

    /** A store that a node of the target has filled, as a second look at the command line may find it. */
    @ServerTest
    void whatIsAsTheTargetWritesItIsLeftAlone(TestDatabase database) throws Exception {
        StoredRow row = StoredRow.of("one", SampleSession.written(ReleaseFixture.JETTY_12, Map.of("user", "alice")))
                .with(SessionColumn.CONTEXT_PATH, "_");
        StoreFixture.fill(database, 2, List.of(row));
        StoreDump before = StoreDump.of(database);
        SessionStore store = StoreFixture.store(database);

        assertThat(MigrationRequest.upgrade("12").migrate(store).already()).isPresent();
        assertThat(MigrationRequest.downgrade("12").migrate(store).already()).isPresent();
        assertThat(StoreDump.of(database)).isEqualTo(before);

        StoredRow older = row.with(SessionColumn.SESSION_ID, "two")
                .with(SessionColumn.MAP, SampleSession.written(ReleaseFixture.JETTY_9_3, Map.of("user", "bob")));
        StoredRow.insert(database, "JettySessions", StoreNames.defaults(), List.of(older));
        assertThat(MigrationRequest.upgrade("12").migrate(store).already()).isEmpty();
    }

    /** Asked for by name, or because a flag in a blob would lose its session. */
    @ServerTest(ServerKind.POSTGRESQL)
    void whatIsAsTheTargetWritesItIsRewrittenIfThatIsSaid(TestDatabase database) throws Exception {
        StoredRow row = StoredRow.of("one", SampleSession.written(ReleaseFixture.JETTY_12, Map.of("user", "alice")))
                .with(SessionColumn.CONTEXT_PATH, "_");
        StoreFixture.fill(database, 2, List.of(row));
        SessionStore store = StoreFixture.store(database);
        assertThat(store.already(MigrationRequest.upgrade("12").options())
                        .orElseThrow()
                        .sessions())
                .isEqualTo(1);
        assertThat(store.already(MigrationRequest.upgrade("12").rewriteAnyway().options()))
                .isEmpty();
        assertThat(MigrationRequest.upgrade("12").rewriteAnyway().migrate(store).already())
                .isEmpty();
        byte[] flagged = row.blob();
        int flag = new String(flagged, StandardCharsets.ISO_8859_1).indexOf("user") + 4;
        flagged[flag] = 1;
        StoredRow.insert(
                database,
                "JettySessions",
                StoreNames.defaults(),
                List.of(row.with(SessionColumn.SESSION_ID, "two").with(MAP, flagged)));

        assertThat(MigrationRequest.upgrade("12").migrate(store).already()).isEmpty();
        assertThat(StoredRow.all(database, "JettySessions", List.of(SessionColumn.SESSION_ID, MAP)))
                .allMatch(now -> now.blob()[flag] == 0);
    }

    /** Returns the release detected for a table with just these rows. */
    private static Optional<String> guessed(TestDatabase database, StoredRow... rows) throws SQLException {
        database.execute("delete from JettySessions");
        StoredRow.insert(database, "JettySessions", StoreNames.defaults(), List.of(rows));
        return ((Detection.Found) StoreFixture.store(database).detect())
                .evidence()
                .release()
                .map(JettyRelease::toString);
    }
}
