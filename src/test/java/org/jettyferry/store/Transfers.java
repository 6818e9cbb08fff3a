package org.jettyferry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.jetty.SessionColumn.LAST_SAVED_TIME;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jettyferry.jetty.JettyRelease;
import org.jettyferry.store.plan.MigrationOptions;
import org.jettyferry.store.table.StoreNames;
import org.jettyferry.store.transfer.SessionTransfer;
import org.jettyferry.store.transfer.TransferEnd;
import org.jettyferry.store.transfer.WebAppChoice;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.store.StoreFixture;
import org.jettyferry.testkit.store.StoredRow;

/** Opens transfers between two stores of a test, and does to a row what a node does meanwhile. */
final class Transfers {
    private Transfers() {}

    /** Opens the transfer of some web applications. */
    static SessionTransfer open(
            String id,
            TestDatabase from,
            String fromRelease,
            TestDatabase to,
            String toRelease,
            List<String> contextPaths) {
        return SessionTransfer.open(
                id,
                end(from, fromRelease),
                end(to, toRelease),
                new WebAppChoice(contextPaths),
                MigrationOptions.upgrade(JettyRelease.parse(toRelease)));
    }

    private static TransferEnd end(TestDatabase database, String release) {
        return new TransferEnd(StoreFixture.open(database), StoreNames.defaults(), JettyRelease.parse(release));
    }

    /** Saves attributes and time of a session that is there. */
    static void update(TestDatabase database, StoredRow row) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement update = connection.prepareStatement(
                        "update JettySessions set map = ?, lastSavedTime = ? where sessionId = ?")) {
            update.setBytes(1, row.blob());
            update.setLong(2, row.number(LAST_SAVED_TIME));
            update.setString(3, row.id());
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }
}
