package org.jettyferry.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementKindTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "insert into t values (1)                          | ROWS",
                "-- drop it ~  /* and ~ more */ UPDATE t set a=1   | ROWS",
                "with x as (select 1) select * from x              | ROWS",
                "Create Table t (a int)                            | STRUCTURE",
                "(select 1)                                        | UNDECIDABLE",
                "alter table t add column b int                    | STRUCTURE",
                "alter table t exchange  partition p with table u  | UNDECIDABLE",
                "truncate table t                                  | UNDECIDABLE",
                "call anything()                                   | UNDECIDABLE",
                "/*!50000 create */ table t (a int)                | UNDECIDABLE",
                "set foreign_key_checks = 0                        | SESSION",
                "use shop                                          | SESSION",
            })
    void theFirstWordDecides(String sql, StatementKind kind) {
        assertThat(StatementKind.of(sql.replace('~', '\n'))).isEqualTo(kind);
    }
}
