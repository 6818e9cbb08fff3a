package org.jettyferry.store.verify;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jettyferry.database.ConnectionSettings;
import org.jettyferry.database.Database;
import org.jettyferry.database.DatabaseException;
import org.jettyferry.servers.ServerKind;
import org.jettyferry.servers.ServerTest;
import org.jettyferry.servers.TestDatabase;
import org.jettyferry.store.Options;
import org.jettyferry.store.Scripts;
import org.jettyferry.store.SmallStore;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.plan.CarryPlan;
import org.jettyferry.store.plan.Planner;
import org.jettyferry.store.plan.Statements;
import org.jettyferry.store.table.StoreNames;

/** What is worked out aside of the run is as good as if the run had asked itself, errors too. */
class ExpectationIT {

    /** As where there are too many connections already. */
    @ServerTest(ServerKind.POSTGRESQL)
    void aConnectionThatIsRefusedIsSaidToBeSo(TestDatabase test) throws SQLException {
        SmallStore.make(test, 1, 12);
        String user = "late_" + test.name();
        test.execute("create user " + user + " password 'secret-of-late'");
        Database late =
                Database.connect(new ConnectionSettings(test.url(), Optional.of(user), Optional.of("secret-of-late")));
        test.execute("drop user " + user);
        try (Connection connection = test.connect()) {
            CarryPlan plan = new Planner(connection, late.dialect(), StoreNames.defaults())
                    .plan(Options.upgrade(), Scripts.store(test).detect(), "1");
            Expectation expectation = new Expectation(late, plan, new Statements(plan, late.dialect()));
            Run run = run(plan);
            expectation.begin(run);

            assertThatThrownBy(() -> expectation.of(connection, run)).isInstanceOf(DatabaseException.class);
        }
    }

    private static Run run(CarryPlan plan) {
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
