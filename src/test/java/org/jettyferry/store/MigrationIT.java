package org.jettyferry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jettyferry.store.plan.MigrationOptions.Blobs.COPY;
import static org.jettyferry.store.plan.MigrationOptions.Blobs.REWRITE;
import static org.jettyferry.testkit.KindCondition.ofKind;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.store.migrate.MigrationResult;
import org.jettyferry.store.plan.MigrationOptions;
import org.jettyferry.testkit.servers.ServerKind;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.servers.TestServer;
import org.jettyferry.testkit.store.Corpus;
import org.jettyferry.testkit.store.MigratedStore;
import org.jettyferry.testkit.store.MigrationRequest;
import org.jettyferry.testkit.store.ReleaseFixture;
import org.jettyferry.testkit.store.RowRules;
import org.jettyferry.testkit.store.SampleSession;
import org.jettyferry.testkit.store.StoreFixture;
import org.jettyferry.testkit.store.StoredRow;
import org.jettyferry.testkit.store.SwapControls;

/** Every way between the releases, with rows that real nodes wrote, on every real server: each column of each row. */
class MigrationIT {

    @ServerTest
    void upFrom93(TestServer server) throws Exception {
        everyWay(
                server,
                Corpus.JETTY_9_3,
                ReleaseFixture.JETTY_9_4_8,
                ReleaseFixture.JETTY_9_4,
                ReleaseFixture.JETTY_11,
                ReleaseFixture.JETTY_12);
    }

    @ServerTest
    void upFrom94(TestServer server) throws Exception {
        everyWay(server, Corpus.JETTY_9_4_8, ReleaseFixture.JETTY_9_4, ReleaseFixture.JETTY_12);
        everyWay(server, Corpus.JETTY_9_4, ReleaseFixture.JETTY_12);
    }

    @ServerTest
    void downFrom12(TestServer server) throws Exception {
        everyWay(
                server,
                Corpus.JETTY_12_1,
                ReleaseFixture.JETTY_9_4,
                ReleaseFixture.JETTY_9_4_8,
                ReleaseFixture.JETTY_9_3);
    }

    @ServerTest
    void downFrom94(TestServer server) throws Exception {
        everyWay(server, Corpus.JETTY_9_4, ReleaseFixture.JETTY_9_3);
        everyWay(server, Corpus.JETTY_9_4_8, ReleaseFixture.JETTY_9_3);
    }

    @ServerTest(
            value = {ServerKind.MYSQL, ServerKind.MSSQL},
            wide = {ServerKind.POSTGRESQL, ServerKind.MARIADB})
    void rowsFromMariaDb(TestServer server) throws Exception {
        everyWay(server, Corpus.JETTY_9_3_MARIADB, ReleaseFixture.JETTY_12);
        everyWay(server, Corpus.JETTY_9_4_MARIADB, ReleaseFixture.JETTY_9_3);
        everyWay(server, Corpus.JETTY_12_1_MARIADB, ReleaseFixture.JETTY_9_3);
    }

    /** What goes up and comes down again is what it was, but for what a way is known to lose. */
    @ServerTest
    void upAndBackAgain(TestDatabase database) throws Exception {
        List<StoredRow> rows = Corpus.JETTY_9_3.rows();
        StoreFixture.fill(database, 1, rows);
        SessionStore store = StoreFixture.store(database);

        MigrationRequest.upgrade("12").contextPath(ReleaseFixture.WEIRD_PATH).migrate(store);
        MigrationRequest.downgrade("9.3").contextPath(ReleaseFixture.WEIRD_PATH).migrate(store);

        List<StoredRow> expected = rows.stream()
                .map(StoredRow::withRowId) // a changed session id gets the rowId that belongs to it
                .map(row ->
                        row.with(SessionColumn.ACCESS_TIME, Math.max(row.number(SessionColumn.ACCESS_TIME), end(row))))
                .toList();
        MigratedStore.of(database, ReleaseFixture.JETTY_9_3).isExactly(expected);
        assertThat(store.backups()).hasSize(3);
        assertThat(store.verify(SwapControls.silent()).findings()).isEmpty();
    }

    private static long end(StoredRow row) {
        long seconds = row.number(SessionColumn.MAX_INTERVAL);
        return seconds > 0 ? Corpus.EXPIRES - seconds * 1000 : 0;
    }

    /** Rewritten every way, and copied the last: a copy takes the same statements and leaves the blob alone. */
    private static void everyWay(TestServer server, Corpus corpus, ReleaseFixture... targets) throws Exception {
        List<StoredRow> rows = new ArrayList<>(corpus.rows());
        rows.add(SampleSession.row(corpus.line()));
        for (ReleaseFixture to : targets) {
            inFreshStore(server, rows, corpus.line(), to, REWRITE);
        }
        inFreshStore(server, rows, corpus.line(), targets[targets.length - 1], COPY);
    }

    private static void inFreshStore(
            TestServer server,
            List<StoredRow> rows,
            ReleaseFixture from,
            ReleaseFixture to,
            MigrationOptions.Blobs blobs)
            throws Exception {
        try (TestDatabase database = server.createDatabase()) {
            StoreFixture.fill(database, from.generation(), rows);
            oneWay(database, rows, from, to, blobs);
        }
    }

    private static void oneWay(
            TestDatabase database,
            List<StoredRow> rows,
            ReleaseFixture from,
            ReleaseFixture to,
            MigrationOptions.Blobs blobs)
            throws Exception {
        SessionStore store = StoreFixture.store(database);
        MigrationRequest migrationRequest = MigrationRequest.of(from, to)
                .contextPath(ReleaseFixture.WEIRD_PATH)
                .blobs(blobs);
        if (blobs == COPY && !to.reads(from.layout())) {
            refusesToCopy(database, rows, from, migrationRequest);
            return;
        }

        MigrationResult result = migrationRequest.migrate(store);

        assertThat(result.complete()).isTrue();
        assertThat(result.run().tally().rows()).isEqualTo(rows.size());
        assertThat(store.detect().id()).isEqualTo(String.valueOf(to.generation()));
        MigratedStore migrated = MigratedStore.of(database, to);
        migrated.follows(new RowRules(from, to, 1800), rows);
        migrated.hasBlobsOf(rows, blobs == REWRITE);
        SampleSession.assertRead(to, migrated.row(SampleSession.ID).blob());
        MigratedStore.backup(database, from, store).isExactly(rows);
        assertThat(store.verify(SwapControls.silent()).findings()).isEmpty();
    }

    private static void refusesToCopy(
            TestDatabase database, List<StoredRow> rows, ReleaseFixture from, MigrationRequest migrationRequest)
            throws SQLException {
        SessionStore store = StoreFixture.store(database);
        assertThatThrownBy(() -> migrationRequest.migrate(store))
                .is(ofKind(Kind.REFUSED))
                .hasMessageContaining("can't read the blobs as they are");
        MigratedStore.of(database, from).isExactly(rows);
    }
}
