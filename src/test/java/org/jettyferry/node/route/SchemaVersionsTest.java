package org.jettyferry.node.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import org.jettyferry.node.decision.ContextState;
import org.jettyferry.testkit.LogCapture;
import org.jettyferry.testkit.web.PlainRequest;
import org.jettyferry.testkit.web.PlainResponse;
import org.jettyferry.version.VersionRange;
import org.junit.jupiter.api.Test;

/** Checks what a node does with contexts whose schema has a version outside its range. */
class SchemaVersionsTest {
    private final Site site = new Site("schemaVersions", "5..7").context("/shop", 1);

    @Test
    void aSchemaOutsideTheRangeIsKeptClosedUntilItIsInIt() {
        assertThat(passes()).as("without a recorded version").isTrue();
        site.version(1, "7");
        assertThat(passes()).isTrue();

        try (LogCapture log = LogCapture.on("org.jettyferry.node.decision")) {
            site.version(1, "8");
            PlainResponse refused = site.send(PlainRequest.get("/shop/"));
            assertThat(refused.getStatus()).isEqualTo(503);
            assertThat(refused.getHeader("Retry-After")).isEqualTo("60");
            assertThat(site.routing().state("/shop")).isEqualTo(ContextState.WRONG_VERSION);
            assertThat(site.routing().closedSchemata().get("s1"))
                    .startsWith("the schema s1 has version 8, and this node works with 5..7")
                    .contains("ferry schema move s1");
            assertThat(log.sentences(Level.SEVERE))
                    .containsExactly(site.routing().closedSchemata().get("s1"));
            site.schema(2, "new", true); // another change: nothing new to say
            assertThat(log.sentences(Level.SEVERE)).hasSize(1);

            site.version(1, "7.0");
            assertThat(passes()).isTrue();
            assertThat(log.sentences(Level.INFO)).singleElement().asString().contains("s1 is no longer kept closed");
        }
        assertThat(site.routing().closedSchemata()).isEmpty();
    }

    @Test
    void anOldSchemaIsToBeUpdated() {
        site.version(1, "4.9");

        assertThat(site.routing().closedSchemata().get("s1")).contains("Update it: ferry run-update s1.");
        assertThat(site.routing().disabled()).isZero();
        assertThat(passes()).isFalse();
        assertThat(site.routing().disabled()).isEqualTo(1);
    }

    @Test
    void whatIsDisabledOrElsewhereIsTreatedAsEver() {
        site.context("moved", 2).version(1, "8").schema(1, "old", false);

        assertThat(site.routing().state("/shop")).isEqualTo(ContextState.DISABLED);
        assertThat(site.routing().state("moved")).isEqualTo(ContextState.ELSEWHERE);
        assertThat(site.routing().closedSchemata()).isEmpty();
    }

    @Test
    void aChangedRangeIsInForceAtOnceAndABadOneIsNot() {
        site.version(1, "8").set("schemaVersions", "5..8");
        assertThat(passes()).isTrue();

        site.set("schemaVersions", "8..5");
        assertThat(site.problems())
                .containsExactly("schemaVersions = 8..5 is not usable (its first version comes after its last);"
                        + " the previous value stays in force.");
        assertThat(passes()).isTrue();
        assertThat(site.routing().schemaVersions()).hasToString("5..8");

        site.set("schemaVersions", "..7");
        assertThat(passes()).isFalse();
        site.set("schemaVersions", null);
        assertThat(passes()).isTrue();
    }

    @Test
    void whatTheWebApplicationsDeclareCountsUnlessTheSettingsSayMore() {
        Site undeclared = new Site().context("/shop", 1).version(1, "8");
        assertThat(undeclared.passes(PlainRequest.get("/shop/"))).isTrue();

        undeclared.routing().declare(VersionRange.parse("5..7"));
        assertThat(undeclared.passes(PlainRequest.get("/shop/"))).isFalse();
        undeclared.set("schemaVersions", "any");
        assertThat(undeclared.passes(PlainRequest.get("/shop/"))).isTrue();
        undeclared.set("schemaVersions", null);
        assertThat(undeclared.passes(PlainRequest.get("/shop/"))).isFalse();
    }

    @Test
    void rangesWithoutACommonVersionCloseEverySchemaThatHasOne() {
        Site torn = new Site().context("/shop", 1);
        torn.routing().declare(VersionRange.parse("5").and(VersionRange.parse("7")));
        assertThat(torn.passes(PlainRequest.get("/shop/"))).isTrue();

        torn.version(1, "5");
        assertThat(torn.passes(PlainRequest.get("/shop/"))).isFalse();
        assertThat(torn.routing().closedSchemata().get("s1")).contains("ranges without a common version");
    }

    /** An exempt path is a health check: it must not depend on a schema. */
    @Test
    void anExemptPathPasses() {
        site.version(1, "8").set("exempt", "/health");

        assertThat(site.passes(PlainRequest.get("/shop/health").path("/health")))
                .isTrue();
        assertThat(passes()).isFalse();
    }

    /** The tools wait for it before the schema is changed further. */
    @Test
    void aRequestInFlightIsLeftToDrain() {
        site.send(PlainRequest.get("/shop/"), (in, out) -> {
            assertThat(site.routing().draining()).isEmpty();
            site.version(1, "8");
            assertThat(site.routing().draining()).containsEntry("/shop", 1L);
        });
        assertThat(site.routing().draining()).isEmpty();
    }

    private boolean passes() {
        return site.passes(PlainRequest.get("/shop/"));
    }
}
