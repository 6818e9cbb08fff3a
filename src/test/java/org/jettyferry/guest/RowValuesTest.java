package org.jettyferry.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Map;
import org.jettyferry.jetty.JettyRelease;
import org.jettyferry.jetty.RowConventions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowValuesTest {
    @Test
    void theRootWebApplicationHasAFormOfItsOwn() throws SQLException {
        RowValues values = values("12.1", "9.3", Map.of());
        assertThat(values.storedPath("_")).isEmpty();
        assertThat(values.nodePath("")).isEqualTo("_");
        assertThat(values.nodePath(null)).isEqualTo("_");
        assertThat(values("9.4", "9.3", Map.of()).storedPath("")).isEmpty();
        assertThat(values("12.1", "9.4", Map.of()).storedPath("_")).isEmpty();
        assertThat(values("9.4", "12.1", Map.of()).storedPath("")).isEqualTo("_");
    }

    @ParameterizedTest
    @CsvSource({"_shop, _shop", "_x_y, _x_y", "_my%20shop, _my shop", "_a_b-c, _a_b-c"})
    void pathsAreThoseOfTheOtherRelease(String node, String store) throws SQLException {
        RowValues values = values("12.1", "9.3", Map.of());
        assertThat(values.storedPath(node)).isEqualTo(store);
        assertThat(values.nodePath(store)).isEqualTo(node);
    }

    @Test
    void aPathThatHidesCharactersIsNamedByTheSite() throws SQLException {
        RowValues values = values("12.1", "9.3", Map.of("ferry.contextPaths", "/w!e=i"));
        assertThat(values.storedPath("_w_e_i")).isEqualTo("_w!e=i");
        assertThat(values.nodePath("_w!e=i")).isEqualTo("_w_e_i");
    }

    @Test
    void hostsLoseTheirStarFromTwelveOn() throws SQLException {
        RowValues values = values("12.1", "9.3", Map.of("ferry.virtualHosts", "shop@admin"));
        assertThat(values.storedHost(".example.org")).isEqualTo("*.example.org");
        assertThat(values.nodeHost("*.example.org")).isEqualTo(".example.org");
        assertThat(values.storedHost("0.0.0.0")).isEqualTo("0.0.0.0");
        assertThat(values.storedHost("@admin")).isEqualTo("shop@admin");
    }

    /** Seconds and milliseconds; what is not above zero means for ever. */
    @ParameterizedTest
    @CsvSource({"1800, 1800000", "1, 1000", "0, 0", "-1, -1", "-60, -1", "-999, 7200000"})
    void intervalsAreInTheUnitOfTheNode(long stored, long node) throws SQLException {
        assertThat(values("12.1", "9.3", Map.of("ferry.maxInterval", "7200")).nodeInterval(stored))
                .isEqualTo(node);
        assertThat(values("12.1", "9.4", Map.of()).nodeInterval(stored)).isEqualTo(stored);
    }

    @ParameterizedTest
    @CsvSource({"1800000, 1800", "1, 1", "1001, 2", "0, 0", "-1000, -1", "-1, -1"})
    void intervalsAreRoundedUpForTheStore(long node, long stored) throws SQLException {
        assertThat(values("12.1", "9.3", Map.of()).storedInterval(node)).isEqualTo(stored);
    }

    @Test
    void aRowOfGenerationOneNeedsAWorkerName() throws SQLException {
        assertThat(values("12.1", "9.3", Map.of()).storedNode(null)).isEmpty();
        assertThat(values("12.1", "9.4", Map.of()).storedNode(null)).isNull();
    }

    private static RowValues values(String node, String store, Map<String, String> parameters) throws SQLException {
        return new RowValues(
                RowConventions.of(JettyRelease.parse(node)),
                RowConventions.of(JettyRelease.parse(store)),
                GuestOptions.of(parameters, Map.of()));
    }
}
