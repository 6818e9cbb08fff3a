package org.jettyferry.store.carry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import org.jettyferry.database.Database;
import org.jettyferry.database.Sql;
import org.jettyferry.servers.ServerTest;
import org.jettyferry.servers.TestDatabase;
import org.jettyferry.store.Scripts;
import org.jettyferry.store.SmallStore;
import org.jettyferry.store.StoreDump;
import org.jettyferry.store.detect.Detection;
import org.jettyferry.store.journal.StoreException;
import org.jettyferry.store.plan.Names;
import org.jettyferry.store.plan.Swap;
import org.jettyferry.store.table.SessionTable;
import org.jettyferry.store.table.StoreNames;

/** The swap in the very moment in which a node saves. */
class SwapIT {

    /** The node comes between the last look and the swap, which no look beforehand could see. */
    @ServerTest
    void aSaveInTheLastMomentTakesTheSwapBack(TestDatabase database) throws SQLException {
        SmallStore.make(database, 1, 30);
        Database server = Scripts.open(database);
        try (Connection connection = server.open()) {
            StoreDump before = StoreDump.withoutRun(database);
            SessionTable sessions = ((Detection.Found) Scripts.store(database).detect())
                    .evidence()
                    .sessions();
            Names names = Names.of(sessions.name(), StoreNames.defaults(), server.dialect(), "1");
            Swap swap = new Swap(names, true, false);
            Sql.execute(connection, "create table " + names.newSessions().sql(server.dialect()) + " (a int)");
            Sql.execute(connection, server.dialect().server(connection).renames(swap.forth()));

            assertThat(Unfinished.isSwapped(server.dialect().server(connection), names))
                    .isTrue();
            if (server.dialect().transactionalDdl()) {
                Sql.execute(connection, server.dialect().server(connection).renames(swap.back()));
            } else {
                assertThatThrownBy(() -> SwapStep.checkAside(connection, server.dialect(), swap, sessions, "0:0:0"))
                        .isInstanceOf(StoreException.VerificationFailed.class);
            }
            Sql.execute(connection, "drop table " + names.newSessions().sql(server.dialect()));
            assertThat(StoreDump.withoutRun(database)).isEqualTo(before);
        }
    }
}
