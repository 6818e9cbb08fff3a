package org.jettyferry.store.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jettyferry.testkit.KindCondition.ofKind;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jetty.JettyRelease;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.store.StoreFixture;

/** A process takes a run over while the last commit of its predecessor is on its way. */
class TakeOverIT {
    private static final Run BEGUN = new Run(
            "20260101000000000",
            "public.jettysessions",
            "upgrade",
            JettyRelease.parse("9.3"),
            JettyRelease.parse("12"),
            "",
            false,
            Run.Step.FILL,
            Optional.empty(),
            0,
            10,
            "",
            Run.Tally.NONE);

    /** Otherwise a chunk that was committed between the first look at the run and its take-over would be copied twice. */
    @ServerTest
    void whatIsCommittedUntilThenCountsAndNothingLater(TestDatabase test) throws Exception {
        Database database = StoreFixture.open(test);
        try (Connection old = database.open();
                Connection young = database.open()) {
            String schema = database.dialect().server(old).currentSchema();
            Journal predecessor = new Journal(old, database.dialect(), schema);
            predecessor.create();
            predecessor.begin(BEGUN);
            Run further = BEGUN.with(Run.Step.FILL, Optional.of("[7]"), new Run.Tally(7, 0, 0, 0, 0, 0, 0, 0));
            old.setAutoCommit(false);
            predecessor.save(further);
            CompletableFuture<Run> takenOver = CompletableFuture.supplyAsync(() -> takeOver(database, young, schema));
            assertThatThrownBy(() -> takenOver.get(300, TimeUnit.MILLISECONDS)).isNotNull();
            old.commit();

            assertThat(takenOver.get(10, TimeUnit.SECONDS)).isEqualTo(further);
            assertThatThrownBy(() -> predecessor.save(further)).is(ofKind(Kind.REFUSED));
            old.rollback();
        }
    }

    private static Run takeOver(Database database, Connection connection, String schema) {
        try {
            return new Journal(connection, database.dialect(), schema).takeOver(BEGUN);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
