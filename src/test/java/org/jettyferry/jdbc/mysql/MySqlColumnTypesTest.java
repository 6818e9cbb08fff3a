package org.jettyferry.jdbc.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a value is compared with what an expression would become in its column. */
class MySqlColumnTypesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "int(11) unsigned | (v <=> cast(e as unsigned))",
                "bigint | (v <=> cast(e as signed))",
                "decimal(12,2) | (v <=> cast(e as decimal(12,2)))",
                "DOUBLE | (v <=> (e) + 0e0)",
                "timestamp(3) | (v <=> cast(e as datetime(3)))",
                "binary(16) | (v <=> cast(e as binary(16)))",
            })
    void aTypeHasItsCast(String type, String condition) {
        assertThat(MySqlColumnTypes.same("v", "e", type)).contains(condition);
    }

    @Test
    void textsAreComparedByTheirBytes() {
        assertThat(MySqlColumnTypes.same("v", "e", "varchar(20) character set latin1 collate latin1_swedish_ci"))
                .contains("(cast(convert(v using utf8mb4) as binary) <=> cast(convert(e using utf8mb4) as binary))");
        assertThat(MySqlColumnTypes.same("v", "e", "char(3)").orElseThrow()).contains("rtrim(e)");
    }

    @Test
    void whatCannotBeComparedExactlyIsRefused() {
        assertThat(MySqlColumnTypes.same("v", "e", "float")).isEmpty();
        assertThat(MySqlColumnTypes.same("v", "e", "geometry")).isEmpty();
    }
}
