package org.jettyferry.store.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jettyferry.testkit.KindCondition.ofKind;

import java.sql.Connection;
import java.sql.SQLException;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.store.detect.Detection;
import org.jettyferry.store.plan.RunTableNames;
import org.jettyferry.store.plan.Swap;
import org.jettyferry.store.table.SessionTable;
import org.jettyferry.store.table.StoreNames;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.store.SmallStore;
import org.jettyferry.testkit.store.StoreDump;
import org.jettyferry.testkit.store.StoreFixture;

/** Swaps tables at the very moment at which a node saves a session. */
class SwapIT {

    /** Saves between the last comparison and the swap; only a look afterwards can find that. */
    @ServerTest
    void aSaveInTheLastMomentTakesTheSwapBack(TestDatabase database) throws SQLException {
        SmallStore.make(database, 1, 30);
        Database server = StoreFixture.open(database);
        try (Connection connection = server.open()) {
            StoreDump before = StoreDump.withoutRun(database);
            SessionTable sessions = ((Detection.Found)
                            StoreFixture.store(database).detect())
                    .evidence()
                    .sessions();
            RunTableNames runTableNames =
                    RunTableNames.of(sessions.name(), StoreNames.defaults(), server.dialect(), "1");
            Swap swap = new Swap(runTableNames, true, false);
            Sql.execute(
                    connection, "create table " + runTableNames.newSessions().sql(server.dialect()) + " (a int)");
            Sql.execute(connection, server.dialect().server(connection).renames(swap.forth()));

            assertThat(InterruptedRun.isSwapped(server.dialect().server(connection), runTableNames))
                    .isTrue();
            if (server.dialect().transactionalDdl()) {
                Sql.execute(connection, server.dialect().server(connection).renames(swap.back()));
            } else {
                TableRename renamed = new TableRename(connection, server.dialect(), swap);
                assertThatThrownBy(() -> SwapStep.requireUnchanged(renamed, sessions, "0:0:0"))
                        .is(ofKind(Kind.NOT_VERIFIED));
            }
            Sql.execute(connection, "drop table " + runTableNames.newSessions().sql(server.dialect()));
            assertThat(StoreDump.withoutRun(database)).isEqualTo(before);
        }
    }
}
