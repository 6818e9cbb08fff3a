package org.jettyferry.store.verify;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jettyferry.jdbc.ConnectionSettings;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.DatabaseException;
import org.jettyferry.store.journal.Run;
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

/** Verifies that checksums computed early equal those computed by the run itself, and that errors are passed on. */
class ExpectedChecksumsIT {

    /** Opens no connection, as if the server had too many already. */
    @ServerTest(ServerKind.POSTGRESQL)
    void aConnectionThatIsRefusedIsSaidToBeSo(TestDatabase test) throws SQLException {
        SmallStore.make(test, 1, 12);
        String user = "late_" + test.name();
        test.execute("create user " + user + " password 'secret-of-late'");
        Database late =
                Database.connect(new ConnectionSettings(test.url(), Optional.of(user), Optional.of("secret-of-late")));
        test.execute("drop user " + user);
        try (Connection connection = test.connect()) {
            MigrationPlan plan = new Planner(connection, late.dialect(), StoreNames.defaults())
                    .plan(Options.upgrade(), StoreFixture.store(test).detect(), "1");
            ExpectedChecksums expectedChecksums =
                    new ExpectedChecksums(late, plan, new Statements(plan, late.dialect()));
            Run run = run(plan);
            expectedChecksums.begin(run);

            assertThatThrownBy(() -> expectedChecksums.of(connection, run)).isInstanceOf(DatabaseException.class);
        }
    }

    private static Run run(MigrationPlan plan) {
        return new Run(
                "1",
                plan.names().sessions().toString(),
                "upgrade",
                plan.from().release(),
                plan.to().release(),
                plan.options().canonical(),
                false,
                Run.Step.FILL,
                Optional.empty(),
                0,
                0,
                "",
                Run.Tally.NONE);
    }
}
