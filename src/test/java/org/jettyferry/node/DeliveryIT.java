package org.jettyferry.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jettyferry.testkit.Wide;
import org.jettyferry.testkit.nodes.Browser;
import org.jettyferry.testkit.nodes.FilterCounter;
import org.jettyferry.testkit.nodes.JettyNode;
import org.jettyferry.testkit.nodes.JettyRelease;
import org.jettyferry.testkit.nodes.NodePlan;
import org.jettyferry.testkit.servers.Scratch;
import org.jettyferry.testkit.servers.TestDatabase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Shows on real nodes that the filter is in front of every web application, ahead of its own filters, and only once.
 */
class DeliveryIT {
    /** A normal build looks at the oldest line, the first with the newer tables, and the newest. */
    private static final Set<JettyRelease> EDGES =
            EnumSet.of(JettyRelease.JETTY_9_3, JettyRelease.JETTY_9_4, JettyRelease.JETTY_12_1);

    private static final List<String> PATHS = List.of("", "app/", "app/two/");

    @ParameterizedTest
    @EnumSource
    void theModuleBringsItToEveryWebApplicationUnchanged(JettyRelease release) {
        assertFirstAndOnce(release, release.servletApi(), NodePlan::ferryModule);
    }

    @ParameterizedTest
    @EnumSource
    void aJarInAWebApplicationRegistersItself(JettyRelease release) {
        if (release == JettyRelease.JETTY_9_4) {
            Wide.assume("the jar on " + release);
        }
        assertFirstAndOnce(release, release.servletApi(), NodePlan::ferryInLib);
    }

    @ParameterizedTest
    @EnumSource(names = {"JETTY_9_3", "JETTY_9_4", "JETTY_12_0", "JETTY_12_1"})
    void moduleAndJarTogetherDoNotFilterTwice(JettyRelease release) {
        if (release == JettyRelease.JETTY_9_3) {
            Wide.assume("module and jar together on " + release);
        }
        assertFirstAndOnce(
                release, release.servletApi(), plan -> plan.ferryModule().ferryInLib());
    }

    @ParameterizedTest
    @EnumSource(names = {"JETTY_12_0", "JETTY_12_1"})
    void theOldServletApiOfANewJettyHasAModuleToo(JettyRelease release) {
        assertFirstAndOnce(release, "javax", plan -> plan.ee("ee8").ferryModule());
    }

    @ParameterizedTest
    @CsvSource({"JETTY_12_0, ee9", "JETTY_12_1, ee9", "JETTY_12_1, ee11"})
    void theEnvironmentsBetweenAndAfterHaveAModuleToo(JettyRelease release, String environment) {
        Wide.assume(environment + " of " + release);
        assertFirstAndOnce(
                release, release.servletApi(), plan -> plan.ee(environment).ferryModule());
    }

    private static void assertFirstAndOnce(JettyRelease release, String api, UnaryOperator<NodePlan> delivery) {
        if (!EDGES.contains(release)) {
            Wide.assume(release.toString());
        }
        Path webapp = FilterCounter.webapp(api);
        try (TestDatabase database = POSTGRESQL.server().createDatabase();
                JettyNode node = delivery.apply(JettyNode.plan(release, database)
                                .webapp("/", webapp)
                                .webapp("/app", webapp)
                                .webapp("/app/two", webapp))
                        .start()) {
            for (String path : PATHS) {
                HttpResponse<String> page = new Browser().view(node.uri().resolve(path));

                assertThat(page.body()).as(node.log()).isEqualTo("own");
                assertThat(page.headers().map()).containsEntry("ferry-before-1", List.of("1"));
                assertThat(page.headers().map()).containsEntry("ferry-before-2", List.of("1"));
            }
        } finally {
            Scratch.delete(webapp);
        }
    }
}
