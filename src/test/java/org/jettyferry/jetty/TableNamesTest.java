package org.jettyferry.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableNamesTest {
    @Test
    void areJettysOwnWhereNothingIsSet() {
        TableNames names = TableNames.from(Map.of(TableNames.SCHEMA, "INFERRED", TableNames.CATALOG, " "));

        assertThat(names.qualified()).isEqualTo("JettySessions");
        assertThat(names.idsTable()).hasToString("JettySessionIds");
        assertThat(names.schema()).isEmpty();
        assertThat(names.catalog()).isEmpty();
        assertThat(names.column(SessionColumn.SESSION_ID)).hasToString("sessionId");
    }

    @Test
    void standInStatementsAsTheyAreWritten() {
        TableNames names = TableNames.from(Map.of(
                TableNames.TABLE,
                "\"My\"\"Sessions\"",
                TableNames.SCHEMA,
                "web",
                TableNames.CATALOG,
                "site",
                "jetty.session.jdbc.schema.idColumn",
                "[id]"));

        assertThat(names.qualified()).isEqualTo("site.web.\"My\"\"Sessions\"");
        assertThat(names.table().plain()).isEqualTo("My\"Sessions");
        assertThat(names.table().isQuoted()).isTrue();
        assertThat(names.column(SessionColumn.SESSION_ID).written()).isEqualTo("[id]");
        assertThat(names.column(SessionColumn.SESSION_ID)).hasToString("id");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {"a, a", "\"a\", a", "`a``b`, a`b", "[a]]b], a]b", "\"a, \"a", "\", \"", "\"\", \"\""})
    void aQuoteWithinIsDoubled(String written, String plain) {
        assertThat(new SqlName(written).plain()).isEqualTo(plain);
    }
}
