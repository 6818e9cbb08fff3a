package org.jettyferry.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.jettyferry.testkit.servers.ServerKind.MARIADB;
import static org.jettyferry.testkit.servers.ServerKind.MYSQL;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.servers.Wire;

/** Connections to a server behind a network that swallows everything. */
class DatabaseIT {
    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void nobodyWaitsForEverForAnAnswer(TestDatabase test) throws SQLException {
        try (Wire wire = Wire.to(test)) {
            Database database = Database.connect(
                    new ConnectionSettings(wire.url(), Optional.of(test.user()), Optional.of(test.password())));
            Connection connection = database.open(Duration.ofSeconds(1));
            assertThat(Sql.number(connection, "select 1")).isEqualTo(1);
            wire.freeze();

            SQLException error = catchThrowableOfType(SQLException.class, () -> Sql.number(connection, "select 2"));

            assertThat(DatabaseException.of(database.dialect(), "ask", error))
                    .hasMessageContaining("the connection broke");
            wire.thaw();
            connection.abort(Runnable::run);
        }
    }
}
