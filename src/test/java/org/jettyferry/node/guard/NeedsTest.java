package org.jettyferry.node.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.jettyferry.jetty.JettyRelease;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NeedsTest {
    @ParameterizedTest
    @CsvSource({
        "8.1.22.v20160922, 1, '', ferry downgrade --to 8.1.22",
        "9.3.30.v20211001, 1, '', ferry downgrade --to 9.3.30",
        "9.4.0.v20161208, 2, '', ferry upgrade --to 9.4.0",
        "11.0.26, 2, '', ferry upgrade --to 11.0.26",
        "12.0.31, 2, _, ferry upgrade --to 12.0.31",
        "12.1.12-SNAPSHOT, 2, _, ferry upgrade --to 12.1.12",
        "12.2.0, 2, _, ferry upgrade --to 12.2.0",
        "13.0.0.beta1, 2, _, ferry upgrade --to 13.0.0",
    })
    void tellsWhatItNeedsAndHowToGetIt(String version, int generation, String root, String command) {
        Needs needs = new Needs(JettyRelease.running(version).orElseThrow());

        assertThat(needs.generation()).isEqualTo(generation);
        assertThat(needs.root()).isEqualTo(root);
        assertThat(needs.command()).isEqualTo(command);
    }
}
