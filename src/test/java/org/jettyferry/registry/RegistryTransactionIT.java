package org.jettyferry.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.SqlScript;
import org.jettyferry.testkit.servers.ServerKind;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.store.StoreFixture;

/** A change of the registry is made as a whole or not at all. */
class RegistryTransactionIT {

    @ServerTest(ServerKind.POSTGRESQL)
    void anErrorHalfWayLeavesNothingBehind(TestDatabase test) throws SQLException {
        Database database = StoreFixture.open(test);
        try (Connection connection = database.open()) {
            Sql.execute(connection, SqlScript.load(database.dialect(), "registry"));
            assertThatThrownBy(() -> RegistryTransaction.on(connection, database.dialect(), "test it", write -> {
                        write.update("insert into ferry_server (server_id, name, created_ms) values (1, 'green', 0)");
                        throw new OutOfMemoryError("as the test wants it");
                    }))
                    .isInstanceOf(OutOfMemoryError.class);

            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(Sql.number(connection, "select count(*) from ferry_server"))
                    .isZero();
            assertThat(Sql.number(connection, "select version from ferry_registry"))
                    .isEqualTo(1);
        }
    }
}
