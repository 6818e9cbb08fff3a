package org.jettyferry.store.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.jetty.Generation;
import org.jettyferry.jetty.JettyRelease;
import org.junit.jupiter.api.Test;

/** Checks the remedy that each kind of detection names. */
class DetectionTest {
    @Test
    void rowsOf94To11AreNotCalledFitFor12() {
        assertThat(advice("9.4")).contains("9.4 to 11", "ferry upgrade --to 12", "ferry downgrade --to 9.3");
        assertThat(advice("11")).isEqualTo(advice("9.4"));
        assertThat(advice("12")).startsWith("Fit for Jetty 12.").doesNotContain("upgrade");
        assertThat(Detection.Found.advice(Generation.TWO, Optional.empty())).contains("9.4 to 11 or for 12");
    }

    @Test
    void eachAdviceCanBeFollowedByAnotherSentence() {
        Detection mixed = new Detection.Mixed("public", Optional.empty(), new TableName("public", "x"), "y");

        assertThat(mixed.advice()).endsWith(".");
    }

    @Test
    void aViewIsCalledOne() {
        Detection view = new Detection.Foreign(new TableName("public", "x"), "it is a view", true);

        assertThat(view.advice()).contains("name that one with --table").doesNotContain("idColumn");
    }

    private static String advice(String release) {
        return Detection.Found.advice(Generation.TWO, Optional.of(JettyRelease.parse(release)));
    }
}
