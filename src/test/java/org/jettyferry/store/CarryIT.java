package org.jettyferry.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jettyferry.database.Sql;
import org.jettyferry.servers.ServerTest;
import org.jettyferry.servers.TestDatabase;
import org.jettyferry.session.Generation;
import org.jettyferry.session.JettyRelease;

/** Upgrades and downgrades of rows that real nodes wrote, on every real server. */
class CarryIT {

    @ServerTest
    void from93To12AndBack(TestDatabase database) throws SQLException {
        int rows = Corpus.JETTY_9_3.load(database);
        SessionStore store = new SessionStore(Scripts.open(database), StoreNames.defaults());
        assertThat(store.detect().id()).isEqualTo("1");

        CarryResult up = store.carry(options(CarryOptions.Direction.UPGRADE, "12"), Controls.quiet())
                .orElseThrow();
        assertThat(up.run().tally().rows()).isEqualTo(rows);
        assertThat(up.complete()).isTrue();
        assertThat(generation(store)).isEqualTo(Generation.TWO);
        try (Connection connection = database.connect()) {
            assertThat(Sql.texts(connection, "select contextPath from JettySessions"))
                    .contains("_")
                    .doesNotContain("");
            assertThat(Sql.texts(connection, "select cast(maxInterval as char(20)) from JettySessions"))
                    .allSatisfy(value -> assertThat(value.strip()).isIn("1800000", "60000", "0", "-1"));
        }

        CarryResult down = store.carry(options(CarryOptions.Direction.DOWNGRADE, "9.3"), Controls.quiet())
                .orElseThrow();
        assertThat(down.run().tally().rows()).isEqualTo(rows);
        assertThat(generation(store)).isEqualTo(Generation.ONE);
    }

    private static Generation generation(SessionStore store) {
        return ((Detection.Found) store.detect()).generation();
    }

    private static CarryOptions options(CarryOptions.Direction direction, String to) {
        return new CarryOptions(
                direction,
                JettyRelease.parse(to),
                Optional.empty(),
                CarryOptions.Sessions.KEEP,
                CarryOptions.Blobs.REWRITE,
                List.of(),
                Map.of(),
                List.of(),
                List.of(),
                false,
                Duration.ofMinutes(30),
                true);
    }
}
