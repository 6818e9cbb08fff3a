package org.jettyferry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jettyferry.store.plan.CarryOptions.Blobs.COPY;
import static org.jettyferry.store.plan.CarryOptions.Blobs.REWRITE;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.servers.ServerTest;
import org.jettyferry.servers.TestDatabase;
import org.jettyferry.servers.TestServer;
import org.jettyferry.store.carry.CarryResult;
import org.jettyferry.store.journal.StoreException;
import org.jettyferry.store.plan.CarryOptions;

/** Every way between the releases, with rows that real nodes wrote, on every real server: each column of each row. */
class CarryIT {

    @ServerTest
    void upFrom93(TestServer server) throws Exception {
        everyWay(server, Corpus.JETTY_9_3, Line.JETTY_9_4_8, Line.JETTY_9_4, Line.JETTY_11, Line.JETTY_12);
    }

    @ServerTest
    void upFrom94(TestServer server) throws Exception {
        everyWay(server, Corpus.JETTY_9_4_8, Line.JETTY_9_4, Line.JETTY_12);
        everyWay(server, Corpus.JETTY_9_4, Line.JETTY_12);
    }

    @ServerTest
    void downFrom12(TestServer server) throws Exception {
        everyWay(server, Corpus.JETTY_12_1, Line.JETTY_9_4, Line.JETTY_9_4_8, Line.JETTY_9_3);
    }

    @ServerTest
    void downFrom94(TestServer server) throws Exception {
        everyWay(server, Corpus.JETTY_9_4, Line.JETTY_9_3);
        everyWay(server, Corpus.JETTY_9_4_8, Line.JETTY_9_3);
    }

    @ServerTest
    void rowsFromMariaDb(TestServer server) throws Exception {
        everyWay(server, Corpus.JETTY_9_3_MARIADB, Line.JETTY_12);
        everyWay(server, Corpus.JETTY_9_4_MARIADB, Line.JETTY_9_3);
        everyWay(server, Corpus.JETTY_12_1_MARIADB, Line.JETTY_9_3);
    }

    /** What goes up and comes down again is what it was, but for what a way is known to lose. */
    @ServerTest
    void upAndBackAgain(TestDatabase database) throws Exception {
        List<StoredRow> rows = Corpus.JETTY_9_3.rows();
        Scripts.fill(database, 1, rows);
        SessionStore store = Scripts.store(database);

        Wish.upgrade("12").contextPath(Line.WEIRD_PATH).carry(store);
        Wish.downgrade("9.3").contextPath(Line.WEIRD_PATH).carry(store);

        List<StoredRow> expected = rows.stream()
                .map(StoredRow::withRowId) // a changed session id gets the rowId that belongs to it
                .map(row ->
                        row.with(SessionColumn.ACCESS_TIME, Math.max(row.number(SessionColumn.ACCESS_TIME), end(row))))
                .toList();
        CarriedStore.of(database, Line.JETTY_9_3).isExactly(expected);
        assertThat(store.backups()).hasSize(3);
        assertThat(store.verify(Controls.silent()).findings()).isEmpty();
    }

    private static long end(StoredRow row) {
        long seconds = row.number(SessionColumn.MAX_INTERVAL);
        return seconds > 0 ? Corpus.EXPIRES - seconds * 1000 : 0;
    }

    /** Rewritten every way, and copied the last: a copy takes the same statements and leaves the blob alone. */
    private static void everyWay(TestServer server, Corpus corpus, Line... targets) throws Exception {
        List<StoredRow> rows = new ArrayList<>(corpus.rows());
        rows.add(SampleSession.row(corpus.line()));
        for (Line to : targets) {
            inFreshStore(server, rows, corpus.line(), to, REWRITE);
        }
        inFreshStore(server, rows, corpus.line(), targets[targets.length - 1], COPY);
    }

    private static void inFreshStore(
            TestServer server, List<StoredRow> rows, Line from, Line to, CarryOptions.Blobs blobs) throws Exception {
        try (TestDatabase database = server.createDatabase()) {
            Scripts.fill(database, from.generation(), rows);
            oneWay(database, rows, from, to, blobs);
        }
    }

    private static void oneWay(
            TestDatabase database, List<StoredRow> rows, Line from, Line to, CarryOptions.Blobs blobs)
            throws Exception {
        SessionStore store = Scripts.store(database);
        Wish wish = Wish.of(from, to).contextPath(Line.WEIRD_PATH).blobs(blobs);
        if (blobs == COPY && !to.reads(from.layout())) {
            refusesToCopy(database, rows, from, wish);
            return;
        }

        CarryResult result = wish.carry(store);

        assertThat(result.complete()).isTrue();
        assertThat(result.run().tally().rows()).isEqualTo(rows.size());
        assertThat(store.detect().id()).isEqualTo(String.valueOf(to.generation()));
        CarriedStore carried = CarriedStore.of(database, to);
        carried.follows(new RowRules(from, to, 1800), rows);
        carried.hasBlobsOf(rows, blobs == REWRITE);
        SampleSession.assertRead(to, carried.row(SampleSession.ID).blob());
        CarriedStore.backup(database, from, store).isExactly(rows);
        assertThat(store.verify(Controls.silent()).findings()).isEmpty();
    }

    private static void refusesToCopy(TestDatabase database, List<StoredRow> rows, Line from, Wish wish)
            throws SQLException {
        SessionStore store = Scripts.store(database);
        assertThatThrownBy(() -> wish.carry(store))
                .isInstanceOf(StoreException.Refused.class)
                .hasMessageContaining("can't read the blobs as they are");
        CarriedStore.of(database, from).isExactly(rows);
    }
}
