package org.jettyferry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalInt;
import org.jettyferry.database.Sql;
import org.jettyferry.servers.ServerKind;
import org.jettyferry.servers.ServerTest;
import org.jettyferry.servers.TestDatabase;
import org.jettyferry.store.carry.CarryControl;
import org.jettyferry.store.carry.CarryResult;
import org.jettyferry.store.carry.Pace;
import org.jettyferry.store.detect.Detection;
import org.jettyferry.store.journal.CarryListener;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.journal.StoreException;
import org.jettyferry.store.plan.CarryOptions;
import org.jettyferry.store.table.StoreNames;

/** What happens to the store while a run is under way: its connections are killed, a node saves, somebody locks a table. */
class BrokenConnectionIT {
    private static final int ROWS = 30;

    @ServerTest({ServerKind.POSTGRESQL, ServerKind.MYSQL, ServerKind.MARIADB})
    void killedInTheMiddleItGoesOnWhereItStopped(TestDatabase database) throws SQLException {
        SmallStore.make(database, 1, ROWS);
        SessionStore store = store(database);
        assertThatThrownBy(() -> store.carry(Options.upgrade(), control(database, Run.Step.FILL, "kill", false)))
                .isInstanceOf(StoreException.StepFailed.class)
                .hasMessageContaining("the connection broke")
                .extracting(e -> ((StoreException) e).remedy())
                .asString()
                .contains("run the same command again");

        CarryResult result = store.carry(Options.upgrade(), Controls.quiet()).orElseThrow();
        assertThat(result.run().tally().rows()).isEqualTo(ROWS - 3); // but the broken blob, the expired one, the twin
        assertThat(store.detect().id()).isEqualTo("2");
    }

    @ServerTest({ServerKind.POSTGRESQL, ServerKind.MYSQL, ServerKind.MARIADB})
    void aNodeThatSavesMeanwhileIsFoundOut(TestDatabase database) throws SQLException {
        SmallStore.make(database, 1, ROWS);
        SessionStore store = store(database);
        String save = "update JettySessions set lastSavedTime = lastSavedTime + 1 where sessionId = 'node1s0001'";
        for (Run.Step when : new Run.Step[] {Run.Step.INDEX, Run.Step.VERIFY, Run.Step.SWAP}) {
            assertThatThrownBy(() -> store.carry(Options.upgrade(), control(database, when, save, true)))
                    .as(when.name())
                    .isInstanceOf(StoreException.VerificationFailed.class);
            assertThat(store.detect().id()).isEqualTo("1");
            assertThat(store.backups()).isEmpty();
        }
        assertThatThrownBy(() -> store.carry(Options.upgrade(), Controls.quiet()))
                .isInstanceOf(StoreException.VerificationFailed.class);

        store.carry(Options.upgrade(), control(database, Run.Step.DONE, "", true))
                .orElseThrow();
        assertThat(store.detect().id()).isEqualTo("2");
    }

    /** PostgreSQL puts a row that is saved into another block, and rows are carried by blocks: it may be met twice. */
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
        for (CarryOptions.Blobs blobs : CarryOptions.Blobs.values()) {
            CarryOptions options = Wish.upgrade("12").blobs(blobs).options();
            assertThatThrownBy(() -> store.carry(options, control(database, Run.Step.FILL, "kill", true)))
                    .isInstanceOf(StoreException.StepFailed.class);
            assertThat(warnings(store)).contains("The same command goes on with it.");
            database.execute(save);
            assertThat(warnings(store)).contains("begin anew with --restart").doesNotContain("goes on");
            assertThatThrownBy(() -> store.carry(options, Controls.quiet()))
                    .isInstanceOf(StoreException.VerificationFailed.class)
                    .hasMessageContaining("sessions were saved while they were carried");
            assertThatThrownBy(() -> store.carry(options, control(database, Run.Step.INDEX, twice + save, true)))
                    .isInstanceOf(StoreException.VerificationFailed.class)
                    .hasMessageContaining("sessions were saved while they were carried");
        }
    }

    private static String warnings(SessionStore store) {
        return String.join(" ", ((Detection.Found) store.detect()).evidence().warnings());
    }

    @ServerTest({ServerKind.POSTGRESQL, ServerKind.MYSQL, ServerKind.MARIADB})
    void aTableThatIsLockedIsNotWaitedForForEver(TestDatabase database) throws SQLException {
        SmallStore.make(database, 1, ROWS);
        SessionStore store = store(database);
        try (Connection other = database.connect()) {
            other.setAutoCommit(false);
            assertThatThrownBy(() -> store.carry(
                            Options.upgrade(),
                            new CarryControl(
                                    Pace.full(),
                                    true,
                                    false,
                                    Optional.empty(),
                                    plan -> true,
                                    at(Run.Step.SWAP, () -> Sql.texts(other, "select sessionId from JettySessions")))))
                    .isInstanceOf(StoreException.StepFailed.class)
                    .hasMessageContaining("somebody else holds a lock");
            other.rollback();
        }
        assertThat(store.carry(Options.upgrade(), Controls.quiet())).isPresent();
    }

    private static SessionStore store(TestDatabase database) {
        return new SessionStore(Scripts.open(database), StoreNames.defaults());
    }

    /** Something comes in between when a step begins. */
    private static CarryControl control(TestDatabase database, Run.Step when, String sql, boolean restart) {
        Pace pace = new Pace(OptionalInt.of(10), OptionalInt.empty(), Optional.empty());
        CarryListener listener = at(when, () -> {
            if (sql.equals("kill")) {
                TwoRunsIT.dropConnections(database);
            } else {
                database.execute(sql);
            }
        });
        return new CarryControl(pace, true, restart, Optional.empty(), plan -> true, listener);
    }

    private static CarryListener at(Run.Step when, Event event) {
        return new Told() {
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
