package org.jettyferry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.jetty.SessionColumn.ACCESS_TIME;
import static org.jettyferry.jetty.SessionColumn.ROW_ID;
import static org.jettyferry.testkit.servers.ServerKind.MARIADB;
import static org.jettyferry.testkit.servers.ServerKind.MYSQL;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.migrate.MigrationControl;
import org.jettyferry.store.migrate.RateLimit;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.store.MigrationRequest;
import org.jettyferry.testkit.store.NullListener;
import org.jettyferry.testkit.store.ReleaseFixture;
import org.jettyferry.testkit.store.SampleSession;
import org.jettyferry.testkit.store.SessionRows;
import org.jettyferry.testkit.store.StoreFixture;
import org.jettyferry.testkit.store.StoredRow;

/** One session in two rows, as {@code changeSessionId()} of 9.3 leaves it, in a store that is turned over under guests. */
class LiveTwinsIT {
    private static final String SAVE_OLD =
            "update JettySessions set lastSavedTime = lastSavedTime + 1, accessTime = %d where rowId = 'old'";

    /** The row that is saved meanwhile takes the place in the new table first; the other one was used later all the same. */
    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void theOneThatWasUsedLastCountsThoughTheOtherIsSavedMeanwhile(TestDatabase database) throws Exception {
        assertThat(accessTimeAfter(database, SAVE_OLD.formatted(6))).isEqualTo("9");
    }

    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void theOtherCountsWhenItIsUsedMeanwhile(TestDatabase database) throws Exception {
        assertThat(accessTimeAfter(database, SAVE_OLD.formatted(12))).isEqualTo("12");
    }

    private static String accessTimeAfter(TestDatabase database, String save) throws Exception {
        StoredRow session =
                StoredRow.of("twin", SampleSession.written(ReleaseFixture.JETTY_9_3, Map.of("user", "bob")));
        StoredRow old = session.with(ROW_ID, "old").with(ACCESS_TIME, 5L);
        StoredRow young = session.with(ROW_ID, "young").with(ACCESS_TIME, 9L);
        StoreFixture.fill(database, 1, List.of(old, young));

        StoreFixture.store(database)
                .migrate(
                        MigrationRequest.upgrade("12").options().asLive(),
                        new MigrationControl(
                                RateLimit.full(), true, false, Optional.empty(), plan -> true, before(database, save)));

        List<String> left = SessionRows.of(database, "select accessTime from JettySessions");
        assertThat(left).hasSize(1);
        return left.get(0);
    }

    /** Does it when all rows are copied, before what has changed meanwhile is brought over. */
    private static NullListener before(TestDatabase database, String save) {
        return new NullListener() {
            @Override
            public void step(Run.Step step, String what) {
                if (step == Run.Step.INDEX) {
                    try {
                        database.execute(save);
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                }
            }
        };
    }
}
