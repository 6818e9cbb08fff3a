package org.jettyferry.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.jettyferry.blob.Corpus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowConventionsTest {
    @ParameterizedTest
    @CsvSource({
        "7,        ONE, SECONDS,      '', REPLACED,  AS_CONFIGURED, true,  HASH_MAP, true",
        "9.3.30,   ONE, SECONDS,      '', REPLACED,  AS_CONFIGURED, true,  HASH_MAP, true",
        "9.4.0,    TWO, MILLISECONDS, '', REPLACED,  AS_CONFIGURED, true,  HASH_MAP, false",
        "9.4.12,   TWO, MILLISECONDS, '', REPLACED,  AS_CONFIGURED, true,  HASH_MAP, false",
        "9.4.13,   TWO, MILLISECONDS, '', REPLACED,  AS_CONFIGURED, true,  ENTRIES,  false",
        "9.4.19,   TWO, MILLISECONDS, '', REPLACED,  AS_CONFIGURED, true,  ENTRIES,  false",
        "9.4.20,   TWO, MILLISECONDS, '', SANITISED, AS_CONFIGURED, true,  ENTRIES,  false",
        "9.4.30,   TWO, MILLISECONDS, '', SANITISED, AS_CONFIGURED, true,  ENTRIES,  false",
        "9.4.31,   TWO, MILLISECONDS, '', ENCODED,   AS_CONFIGURED, true,  ENTRIES,  false",
        "11,       TWO, MILLISECONDS, '', ENCODED,   AS_CONFIGURED, true,  ENTRIES,  false",
        "12.0.0,   TWO, MILLISECONDS, _,  CANONICAL, NAMES_ONLY,    true,  ENTRIES,  false",
        "12.1.6,   TWO, MILLISECONDS, _,  CANONICAL, NAMES_ONLY,    true,  ENTRIES,  false",
        "12.1.12,  TWO, MILLISECONDS, _,  CANONICAL, NAMES_ONLY,    false, ENTRIES,  false"
    })
    void dependOnTheRelease(
            String release,
            Generation generation,
            TimeUnit unit,
            String root,
            PathRule pathRule,
            VirtualHostRule hostRule,
            boolean sessionIndex,
            BlobLayout writes,
            boolean lastNodeRequired) {
        RowConventions rows = RowConventions.of(JettyRelease.parse(release));
        assertThat(rows.generation()).isEqualTo(generation);
        assertThat(rows.intervalUnit()).isEqualTo(unit);
        assertThat(rows.rootContextPath()).isEqualTo(root);
        assertThat(rows.pathRule()).isEqualTo(pathRule);
        assertThat(rows.hostRule()).isEqualTo(hostRule);
        assertThat(rows.sessionIndex()).isEqualTo(sessionIndex);
        assertThat(rows.writes()).isEqualTo(writes);
        assertThat(rows.reads()).contains(writes, BlobLayout.HASH_MAP, BlobLayout.UNMODIFIABLE_MAP);
        assertThat(rows.reads().contains(BlobLayout.ENTRIES)).isEqualTo(writes == BlobLayout.ENTRIES);
        assertThat(rows.lastNodeRequired()).isEqualTo(lastNodeRequired);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9.3.30", "9.4.8", "9.4.58", "12.1.12"})
    void areThoseOfRealNodes(String release) {
        RowConventions rows = RowConventions.of(JettyRelease.parse(release));
        assertThat(Corpus.rows("jetty-" + release + "-postgresql")
                        .map(row -> row.columns().getOrDefault("contextpath", ""))
                        .distinct())
                .containsExactlyInAnyOrder(
                        java.util.stream.Stream.of("/", "/app", "/a.b-c", "/x/y", "/w!e=i,r", "/vh", "/vw")
                                .map(rows::canonicalPath)
                                .toArray(String[]::new));
        assertThat(Corpus.rows("jetty-" + release + "-postgresql")
                        .map(row -> row.columns().get("virtualhost"))
                        .distinct())
                .containsExactlyInAnyOrder(
                        VirtualHostRule.NONE,
                        rows.hostRule().canonical("www.Example.com"),
                        rows.hostRule().canonical("*.example.org"));
        assertThat(Corpus.rows("jetty-" + release + "-postgresql")
                        .map(row -> row.columns().get("maxinterval")))
                .contains(String.valueOf(rows.intervalUnit().convert(30, TimeUnit.MINUTES)));
        assertThat(Corpus.rows("jetty-" + release + "-postgresql").map(row -> BlobLayout.of(row.blob())))
                .allMatch(rows.reads()::contains);
    }

    @Test
    void generationsHaveTheIdsOfTheReports() {
        assertThat(Generation.ONE.id()).isEqualTo("1");
        assertThat(Generation.TWO.id()).isEqualTo("2");
    }
}
