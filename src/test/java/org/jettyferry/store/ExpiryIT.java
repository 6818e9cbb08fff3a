package org.jettyferry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.jetty.SessionColumn.ACCESS_TIME;
import static org.jettyferry.jetty.SessionColumn.EXPIRY_TIME;
import static org.jettyferry.jetty.SessionColumn.LAST_SAVED_TIME;
import static org.jettyferry.jetty.SessionColumn.MAX_INTERVAL;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.store.migrate.MigrationResult;
import org.jettyferry.store.plan.ExpiryShift;
import org.jettyferry.store.plan.MigrationPlan;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.store.MigrationRequest;
import org.jettyferry.testkit.store.ReleaseFixture;
import org.jettyferry.testkit.store.SampleSession;
import org.jettyferry.testkit.store.StoreFixture;
import org.jettyferry.testkit.store.StoredRow;
import org.jettyferry.testkit.store.SwapControls;

/** A stop that is longer than the session time-out logs everybody out, unless it is given back. */
class ExpiryIT {
    private static final long MINUTE = 60_000;
    private static final long HALF_AN_HOUR = 30 * MINUTE;

    private final long stopped = System.currentTimeMillis() - 180 * MINUTE;

    /** Three hours ago a session had expired, three were in use, one will last and one never expires. */
    private List<StoredRow> rows() throws Exception {
        byte[] blob = SampleSession.written(ReleaseFixture.JETTY_9_3, Map.of("user", "alice"));
        List<StoredRow> rows = new ArrayList<>();
        long[] used = {-60, -20, -10, 0, 0, 0};
        for (int i = 0; i < used.length; i++) {
            long access = stopped + used[i] * MINUTE;
            long max = i == 4 ? 4 * 2 * HALF_AN_HOUR : i == 5 ? 0 : HALF_AN_HOUR;
            rows.add(StoredRow.of("s" + i, blob)
                    .with(ACCESS_TIME, access)
                    .with(LAST_SAVED_TIME, access)
                    .with(EXPIRY_TIME, max == 0 ? 0 : access + max)
                    .with(MAX_INTERVAL, max == 0 ? -1 : max / 1000)
                    .withRowId());
        }
        return rows;
    }

    @ServerTest
    void aStopThatIsGivenBackExpiresNobody(TestDatabase database) throws Exception {
        List<StoredRow> rows = rows();
        StoreFixture.fill(database, 1, rows);
        SessionStore store = StoreFixture.store(database);
        MigrationPlan plain = store.plan(MigrationRequest.upgrade("12").options());
        assertThat(plain.rowsToMigrate()).isEqualTo(2);
        assertThat(plain.warnings())
                .anyMatch(warning ->
                        warning.contains("3 sessions expired since then") && warning.contains("--extend-expiry"))
                .anyMatch(warning -> warning.startsWith("1 session will expire within the next hour"));

        MigrationResult up =
                MigrationRequest.upgrade("12").extendExpiry(ExpiryShift.AUTO).migrate(store);

        assertThat(up.run().tally().rows()).isEqualTo(5);
        assertThat(up.run().tally().expired()).isEqualTo(1);
        long shift = shift(database, rows);
        assertThat(shift).isBetween(180 * MINUTE, 200 * MINUTE);
        assertThat(store.verify(SwapControls.silent()).comparedWith()).contains("every row is as it was");

        Map<String, StoredRow> before = byId(database);
        MigrationResult down = MigrationRequest.downgrade("9.3")
                .extendExpiry(ExpiryShift.of(Duration.ofHours(2)))
                .migrate(store);
        assertThat(down.run().tally().rows()).isEqualTo(5);
        for (StoredRow row : byId(database).values()) {
            StoredRow old = before.get(row.id());
            long expiry = old.number(EXPIRY_TIME);
            assertThat(row.number(EXPIRY_TIME)).isEqualTo(expiry == 0 ? 0 : expiry + 120 * MINUTE);
            if (expiry > 0) { // 9.3 goes by accessTime + maxInterval
                assertThat(row.number(ACCESS_TIME) + row.number(MAX_INTERVAL) * 1000)
                        .isEqualTo(row.number(EXPIRY_TIME));
            }
        }
        assertThat(store.verify(SwapControls.silent()).comparedWith()).contains("every row is as it was");
    }

    private static long shift(TestDatabase database, List<StoredRow> rows) throws Exception {
        Map<String, StoredRow> migrated = byId(database);
        List<Long> shifts = new ArrayList<>();
        for (StoredRow row : rows) {
            StoredRow now = migrated.get(row.id());
            if (now != null && row.number(EXPIRY_TIME) > 0) {
                shifts.add(now.number(EXPIRY_TIME) - row.number(EXPIRY_TIME));
            }
        }
        assertThat(shifts).hasSize(4).containsOnly(shifts.get(0));
        assertThat(migrated.get("s5").number(EXPIRY_TIME)).isZero();
        return shifts.get(0);
    }

    private static Map<String, StoredRow> byId(TestDatabase database) throws Exception {
        List<SessionColumn> columns =
                List.of(SessionColumn.SESSION_ID, ACCESS_TIME, EXPIRY_TIME, LAST_SAVED_TIME, MAX_INTERVAL);
        Map<String, StoredRow> byId = new HashMap<>();
        StoredRow.all(database, "JettySessions", columns).forEach(row -> byId.put(row.id(), row));
        return byId;
    }
}
