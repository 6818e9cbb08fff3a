package org.jettyferry.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.Await.eventually;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jettyferry.testkit.Wide;
import org.jettyferry.testkit.nodes.JettyRelease;
import org.jettyferry.testkit.nodes.NodePlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests of a closed context wait on real nodes, and never see the web application in a way that others would not. */
class ParkingIT {
    private static final Set<JettyRelease> EDGES = EnumSet.of(JettyRelease.JETTY_9_3, JettyRelease.JETTY_12_1);

    private static final int LARGE = 5_000_000;

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "JETTY_9_4_8")
    void withTheModuleTheyWaitAtTheDoor(JettyRelease release) throws Exception {
        if (!EDGES.contains(release)) {
            Wide.assume("parking on " + release);
        }
        atTheDoor(release, release.servletApi(), plan -> plan, NodePlan::ferryModule);
    }

    @ParameterizedTest
    @CsvSource({
        "JETTY_12_0, ee8, javax",
        "JETTY_12_0, ee9, jakarta",
        "JETTY_12_1, ee8, javax",
        "JETTY_12_1, ee9, jakarta",
        "JETTY_12_1, ee11, jakarta"
    })
    void inEveryEnvironment(JettyRelease release, String environment, String api) throws Exception {
        Wide.assume("parking in " + environment + " of " + release);
        atTheDoor(release, api, plan -> plan.ee(environment), NodePlan::ferryModule);
    }

    @Test
    void whereEachEnvironmentHasADoorNobodyWaitsTwice() throws Exception {
        Wide.assume("parking with the modules of two environments");
        atTheDoor(
                JettyRelease.JETTY_12_1,
                "jakarta",
                plan -> plan,
                plan -> plan.ferryModule().module("ferry-ee8"));
    }

    private static void atTheDoor(
            JettyRelease release, String api, UnaryOperator<NodePlan> environment, UnaryOperator<NodePlan> delivery)
            throws Exception {
        try (ParkedSite site = new ParkedSite(release, api, environment, delivery)) {
            seesTheSessionThatCameMeanwhile(site);
            uploadsArriveWholeAndTheLoginFilterStillRuns(site);
            isRedirectedWhereTheContextHasMoved(site);
            placesAreLimitedAndTakeNoThread(site);
            theirTimeIsLimited(site);
            assertThat(site.log()).doesNotContain("A request was not parked", "can wait in the filter only");
        }
    }

    /** Jetty looks for a session once: it must not have looked before the request waited. */
    private static void seesTheSessionThatCameMeanwhile(ParkedSite site) throws Exception {
        site.takeSessionsAside();
        site.close(ParkedSite.LONG);
        CompletableFuture<HttpResponse<String>> page = site.get("who");
        site.parked(1);
        assertThat(site.metric("ferry_requests_in_flight")).isLessThanOrEqualTo(1); // this page itself
        eventually("the drain ends", () -> hasDrained(site));
        site.parked(1);

        site.putSessionsBack();
        site.open(1);

        assertThat(page.get().statusCode()).as(site.log()).isEqualTo(200);
        assertThat(page.get().body()).isEqualTo("ann 0 REQUEST null");
        assertThat(hasSessionCookie(page.get()))
                .as("the session came from another node")
                .isTrue();
        site.parked(0);
    }

    private static boolean hasDrained(ParkedSite site) throws Exception {
        return site.registry().rows("select context_id from ferry_node_context").isEmpty()
                && !site.registry()
                        .rows("select node_id from ferry_node where registry_version = "
                                + site.registry().version())
                        .isEmpty();
    }

    private static void uploadsArriveWholeAndTheLoginFilterStillRuns(ParkedSite site) throws Exception {
        site.close(ParkedSite.LONG);
        CompletableFuture<HttpResponse<String>> upload = site.post("body", LARGE);
        CompletableFuture<HttpResponse<String>> secret = site.get("secret/page");
        site.parked(2);

        Thread.sleep(ParkedSite.IDLE_MILLIS * 3 / 2); // nor does Jetty take it for idle
        site.open(1);

        assertThat(upload.get().body()).isEqualTo("ann " + LARGE + " REQUEST null");
        assertThat(secret.get().statusCode()).isEqualTo(401);
    }

    private static void isRedirectedWhereTheContextHasMoved(ParkedSite site) throws Exception {
        site.close(ParkedSite.LONG);
        CompletableFuture<HttpResponse<String>> page = site.get("who?x=1");
        CompletableFuture<HttpResponse<String>> upload = site.post("body", LARGE);
        site.parked(2);

        site.open(2);

        assertThat(page.get().statusCode()).isEqualTo(302);
        assertThat(location(page.get())).startsWith("https://new.example.com/app/who?x=1&ferry-hop=");
        assertThat(upload.get().statusCode()).isEqualTo(307);
        assertThat(hasSessionCookie(page.get())).as("it is another server's").isFalse();
        assertThat(hasSessionCookie(upload.get())).isFalse();
        site.open(1);
    }

    private static boolean hasSessionCookie(HttpResponse<String> page) {
        return page.headers().allValues("Set-Cookie").stream().anyMatch(cookie -> cookie.startsWith("JSESSIONID="));
    }

    private static void placesAreLimitedAndTakeNoThread(ParkedSite site) throws Exception {
        double refused = site.metric("ferry_parking_refused_total");
        site.close(ParkedSite.LONG);
        List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
        for (int i = 0; i < ParkedSite.PLACES; i++) {
            all.add(site.get("who"));
        }
        site.parked(ParkedSite.PLACES);
        HttpResponse<String> more = site.get("who").get();
        assertThat(more.statusCode()).isEqualTo(503);
        assertThat(more.headers().firstValue("Retry-After")).contains("60");

        site.open(1);

        for (CompletableFuture<HttpResponse<String>> one : all) {
            assertThat(one.get().statusCode()).isEqualTo(200);
        }
        assertThat(site.metric("ferry_parking_refused_total")).isEqualTo(refused + 1);
    }

    private static void theirTimeIsLimited(ParkedSite site) throws Exception {
        double refused = site.metric("ferry_parking_refused_total");
        site.close(50);
        HttpResponse<String> page = site.get("who").get();
        assertThat(page.statusCode()).isEqualTo(503);
        assertThat(page.headers().firstValue("Retry-After")).contains("60");
        assertThat(hasSessionCookie(page)).isFalse();
        assertThat(site.metric("ferry_parking_refused_total")).isEqualTo(refused + 1);
        assertThat(site.metric("ferry_parked_seconds_max")).isGreaterThan(1); // the uploads before
        site.open(1);
        assertThat(site.get("who").get().statusCode()).isEqualTo(200);
    }

    /** There the session was looked for already; the client has to come once more, and passes every filter. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "JETTY_9_4_8")
    void withTheJarAloneTheyWaitInTheFilterAndComeAgain(JettyRelease release) throws Exception {
        if (release != JettyRelease.JETTY_12_1) {
            Wide.assume("parking in the filter on " + release);
        }
        try (ParkedSite site = new ParkedSite(release, release.servletApi(), plan -> plan, NodePlan::ferryInLib)) {
            site.close(ParkedSite.LONG);
            CompletableFuture<HttpResponse<String>> page = site.get("who?x=1");
            CompletableFuture<HttpResponse<String>> secret = site.get("secret/page");
            site.parked(2);
            eventually("the drain ends", () -> hasDrained(site));

            site.open(1);

            assertThat(page.get().statusCode()).as(site.log()).isEqualTo(307);
            assertThat(location(page.get())).isEqualTo("/app/who?x=1");
            assertThat(secret.get().statusCode()).isEqualTo(307);
            assertThat(site.get("who?x=1").get().body()).isEqualTo("ann 0 REQUEST null");
            assertThat(site.get("secret/page").get().statusCode()).isEqualTo(401);
            isRedirectedWhereTheContextHasMoved(site);
        }
    }

    private static String location(HttpResponse<String> response) {
        return response.headers().firstValue("Location").orElse("");
    }
}
