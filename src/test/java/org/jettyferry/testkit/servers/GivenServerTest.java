package org.jettyferry.testkit.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks the forms in which a developer may give the URL of a server. */
class GivenServerTest {
    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://h:1/db?user=u&password=p, jdbc:postgresql://h:1/db",
        "jdbc:mysql://h:1/?sslMode=DISABLED&user=u&password=p, jdbc:mysql://h:1/?sslMode=DISABLED",
        "jdbc:mysql://h:1/?user=u&password=p&sslMode=DISABLED, jdbc:mysql://h:1/?sslMode=DISABLED",
        "jdbc:sqlserver://h:1;encrypt=false;user=u;password=p, jdbc:sqlserver://h:1;encrypt=false",
        "jdbc:sqlserver://h:1;userName=u;password=p;encrypt=false, jdbc:sqlserver://h:1;encrypt=false",
    })
    void userAndPasswordAreTakenOutOfTheUrl(String url, String rest) {
        Running given = GivenServer.of(url, Optional.empty(), Optional.empty());

        assertThat(given.url()).isEqualTo(rest);
        assertThat(given.user()).isEqualTo("u");
        assertThat(given.password()).isEqualTo("p");
    }

    @Test
    void theirOwnVariablesWin() {
        Running given = GivenServer.of("jdbc:mysql://h/?user=u&password=p", Optional.of("v"), Optional.of("q"));

        assertThat(given.user()).isEqualTo("v");
        assertThat(given.password()).isEqualTo("q");
    }

    @ParameterizedTest
    @CsvSource({
        "POSTGRESQL, jdbc:postgresql://h:1/postgres?ssl=true, jdbc:postgresql://h:1/new?ssl=true",
        "MYSQL, jdbc:mysql://h:1?sslMode=DISABLED, jdbc:mysql://h:1/new?sslMode=DISABLED",
        "MARIADB, jdbc:mariadb://h:1/, jdbc:mariadb://h:1/new",
        "MSSQL, jdbc:sqlserver://h:1;databaseName=old;encrypt=false, jdbc:sqlserver://h:1;encrypt=false;databaseName=new",
        "MSSQL, jdbc:sqlserver://h:1;encrypt=false;, jdbc:sqlserver://h:1;encrypt=false;databaseName=new",
    })
    void aDatabaseTakesItsPlaceInTheUrl(ServerKind kind, String server, String database) {
        assertThat(kind.server().urlOf(server, "new")).isEqualTo(database);
    }
}
