package org.jettyferry.store.carry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import org.jettyferry.database.Database;
import org.jettyferry.database.Sql;
import org.jettyferry.servers.ServerKind;
import org.jettyferry.servers.ServerTest;
import org.jettyferry.servers.TestDatabase;
import org.jettyferry.store.Controls;
import org.jettyferry.store.Options;
import org.jettyferry.store.Scripts;
import org.jettyferry.store.SmallStore;
import org.jettyferry.store.journal.Journal;
import org.jettyferry.store.plan.CarryPlan;
import org.jettyferry.store.plan.Planner;
import org.jettyferry.store.plan.Statements;
import org.jettyferry.store.table.StoreNames;

/** A piece of work is done as a whole or not at all. */
class WorkIT {

    /** As when the memory gives out between two batches of a chunk: rows without their watermark would be carried twice. */
    @ServerTest(ServerKind.MYSQL)
    void anErrorHalfWayLeavesNothingBehind(TestDatabase test) throws SQLException {
        SmallStore.make(test, 1, 12);
        Database database = Scripts.open(test);
        try (Connection connection = database.open()) {
            Work work = work(test, database, connection);
            assertThatThrownBy(() -> work.transaction(() -> {
                        Sql.update(connection, "delete from JettySessionIds");
                        throw new OutOfMemoryError("as the test wants it");
                    }))
                    .isInstanceOf(OutOfMemoryError.class);
            assertThat(connection.getAutoCommit()).isTrue();
        }
        try (Connection connection = test.connect()) {
            assertThat(Sql.number(connection, "select count(*) from JettySessionIds"))
                    .isPositive();
        }
    }

    private static Work work(TestDatabase test, Database database, Connection connection) throws SQLException {
        CarryPlan plan = new Planner(connection, database.dialect(), StoreNames.defaults())
                .plan(Options.upgrade(), Scripts.store(test).detect(), "1");
        Journal journal = new Journal(connection, database.dialect(), test.name());
        return new Work(
                database, connection, journal, plan, new Statements(plan, database.dialect()), Controls.quiet());
    }
}
