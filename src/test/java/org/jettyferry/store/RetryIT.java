package org.jettyferry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jettyferry.testkit.KindCondition.ofKind;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jetty.BlobLayout;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.store.recover.RetryOptions;
import org.jettyferry.testkit.cli.FerryCommand;
import org.jettyferry.testkit.cli.FerryProcess;
import org.jettyferry.testkit.servers.ServerKind;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.store.MigratedStore;
import org.jettyferry.testkit.store.MigrationRequest;
import org.jettyferry.testkit.store.ReleaseFixture;
import org.jettyferry.testkit.store.RowRules;
import org.jettyferry.testkit.store.SampleSession;
import org.jettyferry.testkit.store.StoreFixture;
import org.jettyferry.testkit.store.StoredRow;
import org.jettyferry.testkit.store.SwapControls;

/** The options of {@code ferry retry} on classes apply to the rows that it migrates. */
class RetryIT {
    private static final String HERE = RetryIT.class.getName();

    /** Nobody but the operator can know how such a class writes itself. */
    @ServerTest
    void aClassThatWritesNoDefaultFields(TestDatabase database) throws Exception {
        StoredRow good = SampleSession.row("good", Map.of("user", "alice"));
        StoredRow card = SampleSession.row("card", Map.of("user", "bob", "card", new Card()));
        StoreFixture.fill(database, 1, List.of(good, card));
        SessionStore store = StoreFixture.store(database);
        assertThat(MigrationRequest.upgrade("12").migrate(store).quarantine())
                .containsExactly(Map.entry("AMBIGUOUS", 1L));
        assertThat(retry(database).exit()).isEqualTo(4);

        FerryProcess.Outcome retried = retry(database, "--no-default-fields", HERE + "$Card");

        assertThat(retried.text()).contains("Migrated now      1 session").doesNotContain("Quarantined");
        assertThat(retried.exit()).isZero();
        assertThat(store.verify(SwapControls.silent()).comparedWith()).contains("every row is as it was migrated");
        MigratedStore migrated = MigratedStore.of(database, ReleaseFixture.JETTY_12);
        migrated.follows(new RowRules(ReleaseFixture.JETTY_9_3, ReleaseFixture.JETTY_12, 1800), List.of(good, card));
        Map<String, Object> session =
                SampleSession.read(ReleaseFixture.JETTY_12, migrated.row("card").blob());
        assertThat(session).containsEntry("user", "bob").containsOnlyKeys("user", "card");
        assertThat(((Card) session.get("card")).whole).isTrue();
    }

    /** The options of the run still apply; the retry's are added to them. */
    @ServerTest
    void classesAreRenamedAsTheRunAndTheRetryWereTold(TestDatabase database) throws Exception {
        StoredRow wide = SampleSession.row(
                "wide", Map.of("n".repeat(70_000), "much too long", "kind", Before.Kind.GOOD, "size", Early.Size.S));
        StoredRow good = SampleSession.row("good", Map.of("kind", Before.Kind.GOOD));
        StoreFixture.fill(database, 1, List.of(good, wide));
        SessionStore store = StoreFixture.store(database);
        assertThat(MigrationRequest.upgrade("12")
                        .rename(HERE + "$Before", HERE + "$After")
                        .migrate(store)
                        .quarantine())
                .containsExactly(Map.entry("NAME_TOO_LONG", 1L));

        FerryProcess.Outcome retried =
                retry(database, "--drop-attribute", "nnnn*", "--rename", HERE + "$Early=" + HERE + "$Late");

        assertThat(retried.exit()).as("%s", retried).isZero();
        MigratedStore migrated = MigratedStore.of(database, ReleaseFixture.JETTY_12);
        migrated.follows(new RowRules(ReleaseFixture.JETTY_9_3, ReleaseFixture.JETTY_12, 1800), List.of(good, wide));
        assertThat(SampleSession.read(
                        ReleaseFixture.JETTY_12, migrated.row("good").blob()))
                .isEqualTo(Map.of("kind", After.Kind.GOOD));
        assertThat(SampleSession.read(
                        ReleaseFixture.JETTY_12, migrated.row("wide").blob()))
                .isEqualTo(Map.of("kind", After.Kind.GOOD, "size", Late.Size.S));
    }

    /** A later run has led the store on: what is migrated now has to be as that one's release looks for it. */
    @ServerTest(ServerKind.POSTGRESQL)
    void rowsAreMigratedToWhatTheStoreIsByNow(TestDatabase database) throws Exception {
        StoredRow good = rootOf(SampleSession.row("good", Map.of("user", "alice")), "");
        StoredRow wide =
                rootOf(SampleSession.row("wide", Map.of("n".repeat(70_000), "much too long", "user", "bob")), "");
        StoreFixture.fill(database, 1, List.of(good, wide));
        SessionStore store = StoreFixture.store(database);
        assertThat(MigrationRequest.upgrade("9.4").migrate(store).complete()).isFalse();
        assertThat(MigrationRequest.upgrade("12").migrate(store).complete()).isTrue();

        assertThat(retry(database, "--drop-attribute", "nnnn*").exit()).isZero();

        MigratedStore.of(database, ReleaseFixture.JETTY_12)
                .follows(new RowRules(ReleaseFixture.JETTY_9_3, ReleaseFixture.JETTY_12, 1800), List.of(good, wide));
    }

    @ServerTest(ServerKind.POSTGRESQL)
    void soAreTheirBlobs(TestDatabase database) throws Exception {
        StoredRow good = rootOf(
                StoredRow.of("good", SampleSession.written(ReleaseFixture.JETTY_12, Map.of("user", "alice"))), "_");
        StoredRow wide = good.with(SessionColumn.SESSION_ID, "wide")
                .with(
                        SessionColumn.MAP,
                        SampleSession.written(ReleaseFixture.JETTY_9_3, Map.of("n".repeat(70_000), "much too long")));
        StoreFixture.fill(database, 2, List.of(good, wide));
        SessionStore store = StoreFixture.store(database);
        assertThat(MigrationRequest.downgrade("9.4").migrate(store).complete()).isFalse();
        assertThat(MigrationRequest.downgrade("9.4.8").migrate(store).complete())
                .isTrue();

        assertThat(retry(database, "--drop-attribute", "nnnn*").exit()).isZero();

        MigratedStore migrated = MigratedStore.of(database, ReleaseFixture.JETTY_9_4_8);
        migrated.follows(new RowRules(ReleaseFixture.JETTY_12, ReleaseFixture.JETTY_9_4_8, 1800), List.of(good, wide));
        assertThat(BlobLayout.of(migrated.row("wide").blob())).isEqualTo(ReleaseFixture.JETTY_9_4_8.layout());
    }

    /** Its rows are in the table again. One whose user has logged out since must not come back. */
    @ServerTest
    void aRunThatWasTakenBackHasNothingLeftToMigrate(TestDatabase database) throws Exception {
        StoredRow wide = rootOf(
                StoredRow.of(
                        "wide",
                        SampleSession.written(
                                ReleaseFixture.JETTY_9_3, Map.of("n".repeat(70_000), "much too long", "n", 1))),
                "");
        StoreFixture.fill(database, 2, List.of(wide));
        SessionStore store = StoreFixture.store(database);
        String run =
                MigrationRequest.upgrade("12").migrateWhatCanBe(store).run().id();
        store.restore(run, SwapControls.swap());
        MigratedStore.of(database, ReleaseFixture.JETTY_9_4)
                .follows(new RowRules(ReleaseFixture.JETTY_9_4, ReleaseFixture.JETTY_9_4, 1800), List.of(wide));
        database.execute("delete from JettySessions");

        for (String[] options : List.of(new String[0], new String[] {"--run", run})) {
            FerryProcess.Outcome refused = retry(database, options);
            assertThat(refused.exit()).as("%s", refused).isEqualTo(ExitCode.REFUSED);
        }
        assertThat(FerryCommand.ferry("detect").on(database).runHere().text())
                .contains("0: 0 live")
                .doesNotContain("ferry retry");

        store.restore(store.backups().get(0).run(), SwapControls.swap()); // what the run has made is in use again
        assertThat(retry(database, "--drop-attribute", "nnnn*").text()).contains("Migrated now      1 session");
    }

    /** A restore is a run too, but not one that has quarantined anything. */
    @ServerTest(ServerKind.POSTGRESQL)
    void onlyARunThatMigratedRowsIsTriedAgain(TestDatabase database) throws Exception {
        StoreFixture.fill(database, 1, List.of(SampleSession.row("good", Map.of("user", "alice"))));
        SessionStore store = StoreFixture.store(database);
        assertThatThrownBy(() -> store.retry(options(Optional.empty()), SwapControls.silent()))
                .is(ofKind(Kind.REFUSED));
        String run = MigrationRequest.upgrade("12").migrate(store).run().id();
        assertThat(store.retry(options(Optional.empty()), SwapControls.silent()).run())
                .isEqualTo(run);
        store.restore(run, SwapControls.swap());

        assertThatThrownBy(() -> store.retry(options(Optional.empty()), SwapControls.silent()))
                .is(ofKind(Kind.REFUSED))
                .hasMessageContaining("no run on this store has quarantined rows");
        String restore = store.backups().get(0).run();
        assertThatThrownBy(() -> store.retry(options(Optional.of(restore)), SwapControls.silent()))
                .is(ofKind(Kind.REFUSED))
                .hasMessageContaining("there is no upgrade or downgrade " + restore);
    }

    private static RetryOptions options(Optional<String> run) {
        return new RetryOptions(run, List.of(), Map.of(), List.of(), List.of());
    }

    private static StoredRow rootOf(StoredRow row, String path) {
        StoredRow root = row.with(SessionColumn.CONTEXT_PATH, path)
                .with(SessionColumn.VIRTUAL_HOST, path.isEmpty() ? "*.example.org" : ".example.org");
        return row.values().containsKey(SessionColumn.ROW_ID) ? root.withRowId() : root;
    }

    private static FerryProcess.Outcome retry(TestDatabase database, String... options) {
        String[] command = new String[options.length + 1];
        command[0] = "retry";
        System.arraycopy(options, 0, command, 1, options.length);
        return FerryCommand.ferry(command).on(database).runHere();
    }

    /** Leaves out its field, and what it writes can be read as if it did not. */
    static final class Card implements Serializable {
        private static final long serialVersionUID = 1;
        private static final byte[] DATA = {0, 0, 0x71, 0, 0x7e, 0, 0};

        int number;
        transient boolean whole;

        private void writeObject(ObjectOutputStream out) throws IOException {
            out.write(DATA);
        }

        private void readObject(ObjectInputStream in) throws IOException {
            byte[] data = new byte[DATA.length];
            in.readFully(data);
            whole = java.util.Arrays.equals(data, DATA);
        }
    }

    /** A package before it was renamed. */
    static final class Before {
        enum Kind {
            GOOD
        }
    }

    /** The same after it was renamed. */
    static final class After {
        enum Kind {
            GOOD
        }
    }

    /** Another one, of which nobody thought in time. */
    static final class Early {
        enum Size {
            S
        }
    }

    /** What became of it. */
    static final class Late {
        enum Size {
            S
        }
    }
}
