package org.jettyferry.store.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.store.journal.Journal;
import org.jettyferry.store.plan.MigrationPlan;
import org.jettyferry.store.plan.Planner;
import org.jettyferry.store.plan.Statements;
import org.jettyferry.store.table.StoreNames;
import org.jettyferry.testkit.servers.ServerKind;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.store.Options;
import org.jettyferry.testkit.store.SmallStore;
import org.jettyferry.testkit.store.StoreFixture;
import org.jettyferry.testkit.store.SwapControls;

/** Verifies that work in a transaction is done as a whole or not at all. */
class RunContextIT {

    /** Fails as if memory ran out within a chunk: rows committed without their watermark would be migrated twice. */
    @ServerTest(ServerKind.MYSQL)
    void anErrorHalfWayLeavesNothingBehind(TestDatabase test) throws SQLException {
        SmallStore.make(test, 1, 12);
        Database database = StoreFixture.open(test);
        try (Connection connection = database.open()) {
            RunContext context = work(test, database, connection);
            assertThatThrownBy(() -> context.transaction(() -> {
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

    private static RunContext work(TestDatabase test, Database database, Connection connection) throws SQLException {
        MigrationPlan plan = new Planner(connection, database.dialect(), StoreNames.defaults())
                .plan(Options.upgrade(), StoreFixture.store(test).detect(), "1");
        Journal journal = new Journal(connection, database.dialect(), test.name());
        return new RunContext(
                database,
                connection,
                journal,
                plan,
                new Statements(plan, database.dialect()),
                SwapControls.quiet(),
                StoreNames.defaults());
    }
}
