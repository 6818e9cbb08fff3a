package org.jettyferry.jdbc.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jettyferry.jdbc.ConnectionSettings;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.testkit.servers.ServerKind;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;

/** A server's time limits for requests must not end a run. */
class ServerLimitsIT {

    @ServerTest({ServerKind.MYSQL, ServerKind.MARIADB})
    void aRunLiftsTheLimits(TestDatabase test) throws SQLException {
        boolean mysql = test.server().name().equals("mysql");
        String limit = mysql ? "max_execution_time" : "max_statement_time";
        String limited = test.with("sessionVariables=" + limit + "=5" + (mysql ? "000" : ",idle_transaction_timeout=5"))
                .url();
        Database database = Database.connect(
                new ConnectionSettings(limited, Optional.of(test.user()), Optional.of(test.password())));
        try (Connection connection = database.open()) {
            assertThat(Sql.number(connection, "select @@" + limit)).isZero();
            if (!mysql) {
                assertThat(Sql.number(connection, "select @@idle_transaction_timeout"))
                        .isZero();
            }
        }
    }
}
