package org.jettyferry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jettyferry.testkit.KindCondition.ofKind;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.store.detect.NodeHeartbeats;
import org.jettyferry.store.migrate.MigrationControl;
import org.jettyferry.store.migrate.MigrationResult;
import org.jettyferry.store.migrate.QuarantineLimit;
import org.jettyferry.store.migrate.RateLimit;
import org.jettyferry.store.plan.MigrationOptions;
import org.jettyferry.store.plan.MigrationPlan;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.store.MigrationRequest;
import org.jettyferry.testkit.store.ReleaseFixture;
import org.jettyferry.testkit.store.SampleSession;
import org.jettyferry.testkit.store.SmallStore;
import org.jettyferry.testkit.store.StoreDump;
import org.jettyferry.testkit.store.StoreFixture;
import org.jettyferry.testkit.store.StoredRow;
import org.jettyferry.testkit.store.SwapControls;

/** A store that the codec does not understand is not swapped for an empty one. */
class ForecastIT {

    /** As a session data store does that compresses what it writes. */
    @ServerTest
    void aStoreInAFormOfItsOwnIsRefusedBeforeAnythingIsMade(TestDatabase database) throws Exception {
        List<StoredRow> rows = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            StoredRow row =
                    StoredRow.of("z" + i, SampleSession.written(ReleaseFixture.JETTY_12, Map.of("user", "alice")));
            rows.add(row.with(SessionColumn.MAP, gzip(row.blob())).with(SessionColumn.CONTEXT_PATH, "_shop"));
        }
        StoreFixture.fill(database, 2, rows);
        SessionStore store = StoreFixture.store(database);
        StoreDump before = StoreDump.of(database);
        MigrationRequest up = MigrationRequest.upgrade("12").from("11");

        MigrationPlan plan = store.plan(up.options());
        assertThat(plan.warnings())
                .anyMatch(warning -> warning.contains("NOT_A_SESSION 6")
                        && warning.contains("gzip")
                        && warning.contains("--blobs copy"));
        assertThat(store.refusals(plan, SwapControls.quiet())).hasSize(1);
        assertThatThrownBy(() -> up.migrate(store)).is(ofKind(Kind.REFUSED)).hasMessageContaining("6 of 6");
        assertThat(StoreDump.of(database)).isEqualTo(before);

        MigrationResult copied = up.blobs(MigrationOptions.Blobs.COPY).migrate(store);
        assertThat(copied.complete()).isTrue();
        assertThat(StoredRow.all(database, "JettySessions", List.of(SessionColumn.MAP)))
                .extracting(StoredRow::blob)
                .containsExactlyInAnyOrder(rows.stream().map(StoredRow::blob).toArray(byte[][]::new));
    }

    /** Behind what a sample sees. The run is kept: it goes on once the operator allows more. */
    @ServerTest
    void aRunStopsBeforeTheSwapIfTooMuchIsQuarantined(TestDatabase database) throws SQLException {
        SmallStore.make(database, 1, 700);
        int broken = breakLast(database);
        SessionStore store = StoreFixture.store(database);

        assertThatThrownBy(() -> MigrationRequest.upgrade("12").migrate(store))
                .is(ofKind(Kind.REFUSED))
                .hasMessageContaining("too many sessions were quarantined: " + (broken + 1) + " of ")
                .hasMessageContaining("NOT_A_SESSION");
        assertThat(store.detect().id()).isEqualTo("1");
        assertThat(store.detect().seen().orElseThrow().survey().rows()).isEqualTo(700);
        assertThatThrownBy(() ->
                        store.migrate(MigrationRequest.upgrade("12").options(), allowing(QuarantineLimit.of(broken))))
                .hasMessageContaining("--max-quarantined allows " + broken);

        MigrationResult result = store.migrate(
                        MigrationRequest.upgrade("12").options(), allowing(QuarantineLimit.ofPercent(50)))
                .orElseThrow();

        assertThat(store.detect().id()).isEqualTo("2");
        assertThat(result.run().tally().rows()).isEqualTo(700 - broken - 3);
        assertThat(result.quarantine()).containsEntry("TWIN", 1L);
    }

    private static MigrationControl allowing(QuarantineLimit limit) {
        return new MigrationControl(
                RateLimit.full(),
                true,
                false,
                Optional.empty(),
                plan -> true,
                SwapControls.silent(),
                NodeHeartbeats.NONE,
                limit,
                false);
    }

    private static int breakLast(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement update = connection.prepareStatement(
                        "update JettySessions set map = ? where contextPath = '_shop' and sessionId >= 'node1s0650'")) {
            update.setBytes(1, new byte[] {1, 2, 3});
            int broken = update.executeUpdate();
            assertThat(Sql.number(connection, "select count(*) from JettySessions"))
                    .isEqualTo(700);
            return broken;
        }
    }

    private static byte[] gzip(byte[] blob) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(blob);
        }
        return bytes.toByteArray();
    }
}
