package org.jettyferry.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import org.jettyferry.jetty.TableNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuestUrlTest {
    @ParameterizedTest
    @CsvSource({
        "jdbc:ferry:postgresql://h/d, jdbc:postgresql://h/d",
        "jdbc:ferry:postgresql://h/d?user=x, jdbc:postgresql://h/d?user=x",
        "jdbc:ferry:postgresql://h/d?ferry.rows=9.3, jdbc:postgresql://h/d",
        "jdbc:ferry:postgresql://h/d?ferry.rows=9.3&user=x&ferry.release=12.1&ssl=true,"
                + " jdbc:postgresql://h/d?user=x&ssl=true",
        "jdbc:ferry:mysql://h/d?user=x&ferry.rows=9.3, jdbc:mysql://h/d?user=x",
        "jdbc:ferry:sqlserver://h;databaseName=d;ferry.rows=9.3;user=x, jdbc:sqlserver://h;databaseName=d;user=x"
    })
    void theGuestsParametersDoNotReachTheVendor(String given, String url) {
        GuestUrl parts = GuestUrl.parse(given);
        assertThat(parts.url()).isEqualTo(url);
        if (given.contains("ferry.rows")) {
            assertThat(parts.parameters()).containsEntry("ferry.rows", "9.3");
        }
    }

    @Test
    void valuesAreDecoded() {
        assertThat(GuestUrl.parse("jdbc:ferry:mysql://h/d?ferry.contextPaths=%2Fw%21e,%2Fmy%20shop")
                        .parameters())
                .containsEntry("ferry.contextPaths", "/w!e,/my shop");
    }

    @Test
    void aPoolGivesParametersBesideTheUrl() {
        Properties info = new Properties();
        info.setProperty("user", "jetty");
        info.setProperty("ferry.rows", "9.4");
        assertThat(GuestUrl.taken(info)).isEqualTo(Map.of("ferry.rows", "9.4"));
        assertThat(info).isEqualTo(Map.of("user", "jetty"));
    }

    @Test
    void unknownParametersAndValuesAreRefused() {
        refused(Map.of("ferry.row", "9.3"), "there is no parameter ferry.row");
        refused(Map.of("ferry.rows", "8.9"), "Unknown Jetty release");
        refused(Map.of("ferry.environment", "ee7"), "there are ee8, ee9, ee10 and ee11");
        refused(Map.of("ferry.rename", "a.b"), "pairs of stored=mine");
        refused(Map.of("ferry.maxInterval", "half an hour"), "a number of seconds");
    }

    @Test
    void namesComeFromJettyOrFromTheUrl() throws SQLException {
        GuestOptions options = GuestOptions.of(
                Map.of("ferry.table", "mine"), Map.of(TableNames.TABLE, "jettys", TableNames.SCHEMA, "web"));
        assertThat(options.names().qualified()).isEqualTo("web.mine");
    }

    @Test
    void loginsHaveAnotherPackageInTheOlderEnvironments() throws SQLException {
        assertThat(GuestOptions.of(Map.of("ferry.environment", "ee8"), Map.of()).renames())
                .containsEntry(
                        "org.eclipse.jetty.security.authentication.SessionAuthentication",
                        "org.eclipse.jetty.ee8.security.authentication.SessionAuthentication");
        assertThat(GuestOptions.of(Map.of("ferry.environment", "ee10"), Map.of())
                        .renames())
                .isEmpty();
    }

    private static void refused(Map<String, String> parameters, String reason) {
        assertThatThrownBy(() -> GuestOptions.of(parameters, Map.of()))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining(reason);
    }
}
