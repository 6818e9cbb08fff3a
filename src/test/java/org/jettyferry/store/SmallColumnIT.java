package org.jettyferry.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.store.migrate.MigrationResult;
import org.jettyferry.store.table.StoreNames;
import org.jettyferry.testkit.servers.ServerKind;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.store.Options;
import org.jettyferry.testkit.store.SmallStore;
import org.jettyferry.testkit.store.StoreFixture;
import org.jettyferry.testkit.store.SwapControls;

/** Jetty's default column on MySQL holds 65,535 bytes; a session that no longer fits is set aside, never cut off. */
class SmallColumnIT {
    private static final int ROWS = 15;

    @ServerTest({ServerKind.MYSQL, ServerKind.MARIADB})
    void aSessionThatOutgrowsItsColumnIsQuarantinedWhole(TestDatabase database) throws Exception {
        SmallStore.make(database, 1, ROWS);
        byte[] large = manyAttributes(4900);
        assertThat(large.length).isBetween(60_000, 65_535);
        try (Connection connection = database.connect()) {
            Sql.update(connection, "update JettySessions set map = ? where sessionId = 'node1s0001'", large);
        }

        MigrationResult result = new SessionStore(StoreFixture.open(database), StoreNames.defaults())
                .migrate(Options.upgrade(), SwapControls.quiet())
                .orElseThrow();

        assertThat(result.quarantine()).containsEntry("TOO_LARGE", 1L);
        assertThat(result.run().tally().rows()).isEqualTo(ROWS - 4);
        assertThat(number(database, "select count(*) from JettySessions where sessionId = 'node1s0001'"))
                .isZero();
        assertThat(number(database, "select length(map) from ferry_quarantine where code = 'TOO_LARGE'"))
                .isEqualTo(large.length);
    }

    private static long number(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect()) {
            return Sql.number(connection, sql);
        }
    }

    /** In the layout of 9.3; that of 12 takes some bytes more for each attribute. */
    private static byte[] manyAttributes(int count) throws IOException {
        Map<String, Object> attributes = new HashMap<>();
        for (int i = 0; i < count; i++) {
            attributes.put("a%04d".formatted(i), "value");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(attributes);
        }
        return bytes.toByteArray();
    }
}
