package org.jettyferry.update.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The statements of a repair: which there may be, and where their parameters are. */
class RowStatementTest {
    @Test
    void eachParameterIsBoundAtItsPlace() {
        RowStatement statement = RowStatement.parse("update t set a = :b, c = :Other where b=:b and d > 1 ;\n");

        assertThat(statement.sql()).isEqualTo("update t set a = ?, c = ? where b=? and d > 1");
        assertThat(statement.parameters()).containsExactly("b", "Other", "b");
        assertThat(statement.text()).isEqualTo("update t set a = :b, c = :Other where b=:b and d > 1");
    }

    @Test
    void whatLooksLikeAParameterInTextsNamesAndCommentsIsNone() {
        String sql = "update \"a:x\" set `b:y` = 'it''s :z?;', c = cast(1 as int)::text, d = $q$ :v ' ? $q$ -- :u ' ?\n"
                + "/* :t ; */ where e = :e";

        RowStatement statement = RowStatement.parse(sql);

        assertThat(statement.parameters()).containsExactly("e");
        assertThat(statement.sql()).isEqualTo(sql.replace("= :e", "= ?"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
                    drop table t                                | must be an insert, update, delete or merge
                    commit                                      | must be an insert, update, delete or merge
                    update t set a = 1 where b = ?              | a parameter is written :column and not ?
                    update t set a = 1; delete from t           | each statement must be an entry of its own
                    update t set a = 'x where b = :b            | a quote is not closed
                    update t set a = 'it\\'s :b' where c = 'x'  | a quote in a text is written ''
                    """)
    void aStatementThatMayNotBePartOfARepairIsRefused(String sql, String why) {
        assertThatThrownBy(() -> RowStatement.parse(sql))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why)
                .hasMessageContaining(sql);
    }
}
