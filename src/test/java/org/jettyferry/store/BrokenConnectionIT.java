package org.jettyferry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jettyferry.testkit.KindCondition.ofKind;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.store.detect.Detection;
import org.jettyferry.store.journal.MigrationListener;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.migrate.MigrationControl;
import org.jettyferry.store.migrate.MigrationResult;
import org.jettyferry.store.migrate.RateLimit;
import org.jettyferry.store.plan.MigrationOptions;
import org.jettyferry.store.table.StoreNames;
import org.jettyferry.testkit.servers.ServerKind;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.store.MigrationRequest;
import org.jettyferry.testkit.store.NullListener;
import org.jettyferry.testkit.store.Options;
import org.jettyferry.testkit.store.SmallStore;
import org.jettyferry.testkit.store.StoreFixture;
import org.jettyferry.testkit.store.SwapControls;

/** What happens to the store while a run is under way: its connections are killed, a node saves, somebody locks a table. */
class BrokenConnectionIT {
    private static final int ROWS = 30;

    @ServerTest
    void killedInTheMiddleItGoesOnWhereItStopped(TestDatabase database) throws SQLException {
        SmallStore.make(database, 1, ROWS);
        SessionStore store = store(database);
        assertThatThrownBy(() -> store.migrate(Options.upgrade(), control(database, Run.Step.FILL, "kill", false)))
                .is(ofKind(Kind.RESUMABLE))
                .hasMessageContaining("the connection broke")
                .extracting(e -> ((OperatorException) e).remedy())
                .asString()
                .contains("run the same command again");

        MigrationResult result =
                store.migrate(Options.upgrade(), SwapControls.quiet()).orElseThrow();
        assertThat(result.run().tally().rows()).isEqualTo(ROWS - 3); // but the broken blob, the expired one, the twin
        assertThat(store.detect().id()).isEqualTo("2");
    }

    @ServerTest
    void aNodeThatSavesMeanwhileIsFoundOut(TestDatabase database) throws SQLException {
        SmallStore.make(database, 1, ROWS);
        SessionStore store = store(database);
        String save = "update JettySessions set lastSavedTime = lastSavedTime + 1 where sessionId = 'node1s0001'";
        for (Run.Step when : new Run.Step[] {Run.Step.INDEX, Run.Step.VERIFY, Run.Step.SWAP}) {
            assertThatThrownBy(() -> store.migrate(Options.upgrade(), control(database, when, save, true)))
                    .as(when.name())
                    .is(ofKind(Kind.NOT_VERIFIED));
            assertThat(store.detect().id()).isEqualTo("1");
            assertThat(store.backups()).isEmpty();
        }
        assertThatThrownBy(() -> store.migrate(Options.upgrade(), SwapControls.quiet()))
                .is(ofKind(Kind.NOT_VERIFIED));

        store.migrate(Options.upgrade(), control(database, Run.Step.DONE, "", true))
                .orElseThrow();
        assertThat(store.detect().id()).isEqualTo("2");
    }

    /** What the rename waits for is the node's commit; where a transaction goes on to see what it saw first, it is not seen. */
    @ServerTest({ServerKind.POSTGRESQL, ServerKind.MYSQL, ServerKind.MARIADB})
    void aSaveThatTheSwapWaitsForIsFoundOut(TestDatabase database) throws Exception {
        SmallStore.make(database, 1, ROWS);
        boolean postgres = database.server().name().equals("postgresql");
        if (postgres) {
            database.execute(
                    "alter database " + database.name() + " set default_transaction_isolation = 'repeatable read'");
        }
        String waiting = postgres
                ? "select count(*) from pg_locks where not granted and locktype = 'relation'"
                : "select count(*) from information_schema.processlist where db = '" + database.name()
                        + "' and state = 'Waiting for table metadata lock'";
        SessionStore store = store(database);
        try (Connection node = database.connect();
                Connection watch = database.connect()) {
            CompletableFuture<Void> saved = new CompletableFuture<>();
            MigrationListener listener = at(Run.Step.SWAP, () -> {
                node.setAutoCommit(false);
                Sql.update(node, "update JettySessions set lastSavedTime = lastSavedTime + 1");
                CompletableFuture.runAsync(() -> happen(() -> {
                            while (Sql.number(watch, waiting) == 0) {
                                Thread.onSpinWait();
                            }
                            node.commit();
                        }))
                        .thenRun(() -> saved.complete(null));
            });
            MigrationControl control =
                    new MigrationControl(RateLimit.full(), true, false, Optional.empty(), plan -> true, listener);

            assertThatThrownBy(() -> store.migrate(Options.upgrade(), control)).is(ofKind(Kind.NOT_VERIFIED));
            saved.get(30, TimeUnit.SECONDS);
        }
        assertThat(store.detect().id()).isEqualTo("1");
    }

    /** PostgreSQL puts a row that is saved into another block, and rows are migrated by blocks: it may be met twice. */
    @ServerTest(ServerKind.POSTGRESQL)
    void aRunWhoseSessionsWereSavedMeanwhileIsNotGoneOnWith(TestDatabase database) throws SQLException {
        SmallStore.make(database, 1, 200);
        SessionStore store = store(database);
        String save = "update JettySessions set lastSavedTime = lastSavedTime + 1 where sessionId = 'node1s0001'";
        String twice = """
                do $$ declare t text; begin
                  select tablename into t from pg_tables where tablename like 'jettysessions~_n%' escape '~';
                  execute format('insert into %I select * from %I limit 1', t, t);
                end $$;
                """;
        for (MigrationOptions.Blobs blobs : MigrationOptions.Blobs.values()) {
            MigrationOptions options =
                    MigrationRequest.upgrade("12").blobs(blobs).options();
            assertThatThrownBy(() -> store.migrate(options, control(database, Run.Step.FILL, "kill", true)))
                    .is(ofKind(Kind.RESUMABLE));
            assertThat(warnings(store)).contains("The same command resumes it.");
            database.execute(save);
            assertThat(warnings(store)).contains("begin anew with --restart").doesNotContain("resumes");
            assertThatThrownBy(() -> store.migrate(options, SwapControls.quiet()))
                    .is(ofKind(Kind.NOT_VERIFIED))
                    .hasMessageContaining("sessions were saved while they were migrated");
            assertThatThrownBy(() -> store.migrate(options, control(database, Run.Step.INDEX, twice + save, true)))
                    .is(ofKind(Kind.NOT_VERIFIED))
                    .hasMessageContaining("sessions were saved while they were migrated");
        }
    }

    /** What a look tells is what the command does, at the swap too. */
    @ServerTest({ServerKind.POSTGRESQL, ServerKind.MYSQL, ServerKind.MARIADB})
    void aRunThatDiedAtTheSwapIsNotGoneOnWithAfterASave(TestDatabase database) throws SQLException {
        SmallStore.make(database, 1, ROWS);
        SessionStore store = store(database);
        assertThatThrownBy(() -> store.migrate(Options.upgrade(), control(database, Run.Step.SWAP, "kill", true)))
                .isInstanceOf(OperatorException.class);
        assertThat(warnings(store)).contains("The same command resumes it.");

        database.execute("update JettySessions set lastSavedTime = lastSavedTime + 1 where sessionId = 'node1s0001'");
        assertThat(warnings(store)).contains("begin anew with --restart").doesNotContain("resumes");
        assertThatThrownBy(() -> store.migrate(Options.upgrade(), SwapControls.quiet()))
                .is(ofKind(Kind.NOT_VERIFIED));
    }

    private static String warnings(SessionStore store) {
        return String.join(" ", ((Detection.Found) store.detect()).evidence().warnings());
    }

    @ServerTest
    void aTableThatIsLockedIsNotWaitedForForEver(TestDatabase database) throws SQLException {
        SmallStore.make(database, 1, ROWS);
        SessionStore store = store(database);
        boolean keepsNoLock = database.server().name().equals("mssql"); // of what a statement has only read
        String read = "select sessionId from JettySessions" + (keepsNoLock ? " with (holdlock)" : "");
        try (Connection other = database.connect()) {
            other.setAutoCommit(false);
            assertThatThrownBy(() -> store.migrate(
                            Options.upgrade(),
                            new MigrationControl(
                                    RateLimit.full(),
                                    true,
                                    false,
                                    Optional.empty(),
                                    plan -> true,
                                    at(Run.Step.SWAP, () -> Sql.texts(other, read)))))
                    .is(ofKind(Kind.RESUMABLE))
                    .hasMessageContaining("another session holds a lock");
            other.rollback();
        }
        assertThat(store.migrate(Options.upgrade(), SwapControls.quiet())).isPresent();
    }

    /** Where the swap stands by itself, an error of the server's behind it doesn't undo it. */
    @ServerTest({ServerKind.MYSQL, ServerKind.MARIADB})
    void anErrorBehindTheSwapIsNotTakenForNone(TestDatabase database) throws SQLException {
        SmallStore.make(database, 1, ROWS);
        SessionStore store = store(database);
        failBehindTheSwap(database, store);
        assertThat(store.detect().id()).isEqualTo("2");

        assertThat(notes(store)).isEmpty();

        assertThat(store.migrate(Options.upgrade(), SwapControls.quiet())
                        .orElseThrow()
                        .already())
                .isPresent();
    }

    /** The run was cut off before it could look at the old table once more, and swapped back by now it can't be. */
    @ServerTest({ServerKind.MYSQL, ServerKind.MARIADB})
    void aSaveInTheMomentOfASwapThatWasCutOffIsTold(TestDatabase database) throws SQLException {
        SmallStore.make(database, 1, ROWS);
        SessionStore store = store(database);
        failBehindTheSwap(database, store);
        String backup = store.backups().stream()
                .map(known -> known.table().name())
                .filter(name -> name.startsWith("JettySessions_b"))
                .findFirst()
                .orElseThrow();
        database.execute("update " + backup + " set lastSavedTime = 4000000000000 where sessionId = 'node1s0001'");

        assertThat(notes(store)).singleElement().asString().contains(backup, "ferry backup restore");

        assertThat(store.detect().id()).isEqualTo("2");
    }

    /** The server refuses what the journal is to say of the swap. */
    static void failBehindTheSwap(TestDatabase database, SessionStore store) throws SQLException {
        String fails = "create trigger fails before update on ferry_step for each row if new.step = 'swap' then"
                + " signal sqlstate '45000' set message_text = 'no'; end if";
        assertThatThrownBy(() -> store.migrate(Options.upgrade(), control(database, Run.Step.SWAP, fails, false)))
                .is(ofKind(Kind.OUTCOME_UNKNOWN));
        database.execute("drop trigger fails");
    }

    /** Runs the same command again and returns the notes that it prints. */
    private static List<String> notes(SessionStore store) {
        List<String> notes = new ArrayList<>();
        MigrationListener listener = new NullListener() {
            @Override
            public void note(String sentence) {
                notes.add(sentence);
            }
        };
        MigrationControl control =
                new MigrationControl(RateLimit.full(), true, false, Optional.empty(), plan -> true, listener);
        assertThat(store.migrate(Options.upgrade(), control)).isPresent();
        return notes;
    }

    private static SessionStore store(TestDatabase database) {
        return new SessionStore(StoreFixture.open(database), StoreNames.defaults());
    }

    /** Something comes in between when a step begins. */
    private static MigrationControl control(TestDatabase database, Run.Step when, String sql, boolean restart) {
        RateLimit rateLimit = new RateLimit(OptionalInt.of(10), OptionalInt.empty(), Optional.empty());
        MigrationListener listener = at(when, () -> {
            if (sql.equals("kill")) {
                TwoRunsIT.dropConnections(database);
            } else {
                database.execute(sql);
            }
        });
        return new MigrationControl(rateLimit, true, restart, Optional.empty(), plan -> true, listener);
    }

    private static MigrationListener at(Run.Step when, Event event) {
        return new NullListener() {
            @Override
            public void step(Run.Step step, String what) {
                if (step == when && step != Run.Step.FILL) {
                    happen(event);
                }
            }

            @Override
            public void progress(long done, long total) {
                if (when == Run.Step.FILL) {
                    happen(event);
                }
            }
        };
    }

    private static void happen(Event event) {
        try {
            event.happen();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @FunctionalInterface
    private interface Event {
        void happen() throws SQLException;
    }
}
