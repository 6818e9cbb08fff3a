package org.jettyferry.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jettyferry.testkit.KindCondition.ofKind;

import java.util.Optional;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks of names, URLs and patterns, which need no database. */
class NameRulesTest {
    @ParameterizedTest
    @CsvSource({"*,%", "a?c,a_c", "a_b%c,a!_b!%c", "a[b!,a![b!!", "'a\\b',a\\b"})
    void allCharactersButTheTwoWildcardsAreLiteral(String pattern, String like) {
        assertThat(Wildcards.like(pattern)).isEqualTo(like);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " a", "a ", "a\tb", "12"})
    void anInvalidServerNameIsRefused(String name) {
        assertThatThrownBy(() -> NameRules.checkServer(name)).is(ofKind(Kind.USAGE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://jo:geheim@db/x",
                "jdbc:mysql://db/x?password=geheim",
                "jdbc:sqlserver://db;password=geheim"
            })
    void aSecretInAUrlIsRefusedAndNotRepeated(String url) {
        assertThatThrownBy(() -> NameRules.checkUrl(url)).is(ofKind(Kind.USAGE)).hasMessageNotContaining("geheim");
    }

    @ParameterizedTest
    @CsvSource({"jdbc:postgresql://db2:5432/x,db2", "jdbc:sqlserver://db3;databaseName=x,db3", "catalog,''"})
    void theHostIsReadFromTheUrl(String url, String host) {
        NameRules.checkUrl(url);
        assertThat(new Schema(1, "x", Optional.of(url), Optional.empty(), true, "", 0, Optional.empty()).host())
                .isEqualTo(host);
    }

    @Test
    void aSchemaNeedsNoUrl() {
        assertThat(new Schema(1, "x", Optional.empty(), Optional.empty(), true, "", 0, Optional.empty()).host())
                .isEmpty();
    }
}
