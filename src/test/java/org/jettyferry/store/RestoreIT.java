package org.jettyferry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jettyferry.testkit.KindCondition.ofKind;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jettyferry.jdbc.DatabaseException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.jetty.JettyRelease;
import org.jettyferry.store.detect.Detection;
import org.jettyferry.store.journal.Backup;
import org.jettyferry.store.recover.SwapControl;
import org.jettyferry.testkit.servers.ServerKind;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.store.Corpus;
import org.jettyferry.testkit.store.MigratedStore;
import org.jettyferry.testkit.store.MigrationRequest;
import org.jettyferry.testkit.store.NullListener;
import org.jettyferry.testkit.store.ReleaseFixture;
import org.jettyferry.testkit.store.SampleSession;
import org.jettyferry.testkit.store.SmallStore;
import org.jettyferry.testkit.store.StoreDump;
import org.jettyferry.testkit.store.StoreFixture;
import org.jettyferry.testkit.store.StoredRow;
import org.jettyferry.testkit.store.SwapControls;

/** A backup is put back in its place: what goes aside for it, and what a second attempt finds. */
class RestoreIT {

    /** A repair has set the table of ids aside and nothing else; the sessions are not what it is put in the place of. */
    @ServerTest({ServerKind.POSTGRESQL, ServerKind.MYSQL})
    void aRepairIsTakenBackWithoutTheSessions(TestDatabase database) throws SQLException {
        Corpus.JETTY_12_1.load(database);
        database.execute("create table JettySessionIds (id varchar(120), primary key (id))");
        SessionStore store = StoreFixture.store(database);
        StoreDump before = StoreDump.of(database);
        TableName aside = store.repair(SwapControls.swap()).orElseThrow();
        String run = store.backups().get(0).run();

        assertThat(store.restore(run, SwapControls.swap()))
                .map(Backup::table)
                .map(TableName::name)
                .contains(aside.name());

        assertThat(store.detect().id()).isEqualTo("mixed");
        assertThat(StoreDump.of(database).tables()).containsAllEntriesOf(before.tables());
        assertThat(store.backups()).isEmpty();
        assertThat(store.restore(run, SwapControls.swap())).isPresent();
    }

    /** The reply to the first attempt was lost, on servers that do all of it or nothing. */
    @ServerTest(ServerKind.POSTGRESQL)
    void whatIsRestoredAlreadyIsSaidToBe(TestDatabase database) throws SQLException {
        SmallStore.make(database, 1, 10);
        SessionStore store = StoreFixture.store(database);
        String run = MigrationRequest.upgrade("12").migrate(store).run().id();
        assertThat(store.restore(run, SwapControls.swap())).isPresent();
        StoreDump restored = StoreDump.of(database);

        List<String> notes = new ArrayList<>();
        assertThat(store.restore(run, control(notes))).isPresent();

        assertThat(notes).singleElement().asString().contains("put back already");
        assertThat(StoreDump.of(database)).isEqualTo(restored);
        MigrationRequest.upgrade("12").migrate(store);
        assertThatThrownBy(() -> store.restore(run, SwapControls.swap()))
                .is(ofKind(Kind.REFUSED))
                .hasMessageContaining("there is no backup of run " + run);
    }

    /** Elsewhere the tables may have been renamed before the journal could say so. */
    @ServerTest({ServerKind.MYSQL, ServerKind.MARIADB})
    void theJournalOfARestoreCatchesUpWithTheTables(TestDatabase database) throws Exception {
        StoredRow row = StoredRow.of("a", SampleSession.written(ReleaseFixture.JETTY_9_4, Map.of("user", "alice")));
        StoreFixture.fill(database, 2, List.of(row));
        SessionStore store = StoreFixture.store(database);
        String run = MigrationRequest.upgrade("12").migrate(store).run().id();
        database.execute("create trigger fails before update on ferry_run for each row if new.state = 'done' then"
                + " signal sqlstate '45000' set message_text = 'no'; end if");
        assertThatThrownBy(() -> store.restore(run, SwapControls.swap())).isInstanceOf(DatabaseException.class);
        database.execute("drop trigger fails");

        assertThat(store.restore(run, SwapControls.swap())).isPresent();

        assertThat(release(store)).isEqualTo("9.4.58");
        MigratedStore.of(database, ReleaseFixture.JETTY_9_4).isExactly(List.of(row));
        assertThat(MigrationRequest.upgrade("12").migrate(store).already()).isEmpty();
    }

    /** So has that of the upgrade whose backup it is: its tables are swapped, and it is not gone on with. */
    @ServerTest(ServerKind.MYSQL)
    void theJournalOfTheUpgradeCatchesUpFirst(TestDatabase database) throws SQLException {
        SmallStore.make(database, 1, 10);
        SessionStore store = StoreFixture.store(database);
        BrokenConnectionIT.failBehindTheSwap(database, store);
        String run = store.backups().get(0).run();

        assertThat(store.restore(run, SwapControls.swap())).isPresent();

        assertThat(store.detect().id()).isEqualTo("1");
        assertThat(MigrationRequest.upgrade("12").migrate(store).already()).isEmpty();
        assertThat(store.detect().id()).isEqualTo("2");
    }

    /** The upgrade was run on a machine whose clock is ahead of that from which it is taken back. */
    @ServerTest(ServerKind.POSTGRESQL)
    void theNewestRunIsToldByTheServersClock(TestDatabase database) throws Exception {
        StoredRow row = StoredRow.of("a", SampleSession.written(ReleaseFixture.JETTY_9_4, Map.of("user", "alice")));
        StoreFixture.fill(database, 2, List.of(row));
        SessionStore store = StoreFixture.store(database);
        MigrationRequest.upgrade("12").migrate(store);
        String run = "29991231235959000";
        database.execute(
                "update ferry_run set run_id = '" + run + "'", "update ferry_backup set run_id = '" + run + "'");

        store.restore(run, SwapControls.swap());

        assertThat(release(store)).isEqualTo("9.4.58");
        assertThat(MigrationRequest.upgrade("12").migrate(store).already()).isEmpty();
    }

    private static String release(SessionStore store) {
        return ((Detection.Found) store.detect())
                .evidence()
                .release()
                .map(JettyRelease::toString)
                .orElse("?");
    }

    private static SwapControl control(List<String> notes) {
        return new SwapControl(true, statements -> true, new NullListener() {
            @Override
            public void note(String sentence) {
                notes.add(sentence);
            }
        });
    }
}
