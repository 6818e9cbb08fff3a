package org.jettyferry.node.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.DispatcherType;
import org.jettyferry.node.decision.ContextState;
import org.jettyferry.node.registry.RegistrySnapshot;
import org.jettyferry.testkit.web.PlainRequest;
import org.jettyferry.testkit.web.PlainResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks how a request is handled, by the state of its context. */
class DecisionTest {
    private static final String URL = "https://new.example.com";

    private final Site site = new Site("migrationRedirectURL", URL);

    @Test
    void aContextThatNobodyKnowsIsLeftAlone() {
        site.set("unknownContext", "through");
        assertThat(site.passes(PlainRequest.get("/shop/"))).isTrue();
        site.poll();
        assertThat(site.routing().state("/shop")).isEqualTo(ContextState.UNKNOWN);
        assertThat(site.passes(PlainRequest.get("/shop/"))).isTrue();
        assertThat(site.routing().unknown()).isEqualTo(2);
    }

    @Test
    void aContextThatLivesHerePasses() {
        site.context("/shop", 1);

        assertThat(site.passes(PlainRequest.get("/shop/"))).isTrue();
        assertThat(site.routing().passed()).isEqualTo(1);
        assertThat(site.routing().unknown()).isZero();
        assertThat(site.routing().recent()).isEmpty();
    }

    @Test
    void aContextOfASchemaWithoutServerPasses() {
        assertThat(site.context("/shop", 3).passes(PlainRequest.get("/shop/"))).isTrue();
    }

    @Test
    void aNodeWithoutServerNameStopsOnlyWhatIsDisabled() {
        site.context("/shop", 2).set("serverName", null);

        assertThat(site.passes(PlainRequest.get("/shop/"))).isTrue();
        site.schema(2, "new", false);
        assertThat(site.send(PlainRequest.get("/shop/")).getStatus()).isEqualTo(503);
    }

    /** It would put every context elsewhere. */
    @Test
    void aServerNameThatTheRegistryDoesNotKnowStopsOnlyWhatIsDisabled() {
        Site wrong = new Site("serverName", "Old", "migrationRedirectURL", URL).context("/shop", 1);

        assertThat(wrong.passes(PlainRequest.get("/shop/"))).isTrue();
        assertThat(wrong.routing().problem()).contains("serverName is Old", "let through");
        wrong.schema(1, "old", false);
        assertThat(wrong.send(PlainRequest.get("/shop/")).getStatus()).isEqualTo(503);

        wrong.schema(1, "old", true).server("Old", true);
        assertThat(wrong.routing().problem()).isEmpty();
        assertThat(wrong.send(PlainRequest.get("/shop/")).getStatus()).isEqualTo(302);
    }

    @Test
    void aServerNameThatWasGoodHoldsUntilAnotherIs() {
        site.context("/shop", 2).server("old", false);
        assertThat(site.send(PlainRequest.get("/shop/")).getStatus()).isEqualTo(302);
        assertThat(site.routing().problem()).contains("serverName is old", "stays one of old");

        site.server("old", true).set("serverName", "New");
        assertThat(site.send(PlainRequest.get("/shop/")).getStatus()).isEqualTo(302);
        assertThat(site.routing().problem()).contains("serverName is New", "stays one of old");
        site.set("serverName", "new");
        assertThat(site.passes(PlainRequest.get("/shop/"))).isTrue();
        assertThat(site.routing().problem()).isEmpty();
    }

    @Test
    void aDisabledSchemaIsRefusedForAWhile() {
        site.context("/shop", 1).schema(1, "old", false);

        PlainResponse response = site.send(PlainRequest.get("/shop/"));

        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getHeader("Retry-After")).isEqualTo("60");
        assertThat(response.getHeader("Cache-Control")).isEqualTo("no-store");
        assertThat(response.body()).contains("\"code\":\"CTX-0007\"");
        assertThat(site.routing().disabled()).isEqualTo(1);
    }

    @Test
    void aDisabledContextIsRefusedWhereverItLives() {
        assertThat(site.context("/shop", 1, false)
                        .send(PlainRequest.get("/shop/"))
                        .getStatus())
                .isEqualTo(503);
        assertThat(site.context("/shop", 2, false)
                        .send(PlainRequest.get("/shop/"))
                        .getStatus())
                .isEqualTo(503);
    }

    @Test
    void anEmptySegmentOfThePathIsNoWayPast() {
        site.set("contextResolver", "path").context("acme", 2);

        assertThat(site.send(PlainRequest.get("//acme/x?a=b").path("//acme/x")).location())
                .startsWith(URL + "//acme/x?a=b&");
        site.schema(2, "new", false);
        assertThat(site.send(PlainRequest.get("/;/acme/x").path("//acme/x")).getStatus())
                .isEqualTo(503);
    }

    @Test
    void aContextThatLivesElsewhereIsRedirected() {
        site.context("/shop", 2);

        PlainResponse response = site.send(PlainRequest.get("/shop/cart?a=b"));

        assertThat(response.getStatus()).isEqualTo(302);
        assertThat(response.location()).startsWith(URL + "/shop/cart?a=b&ferry-hop=");
        assertThat(response.getHeader("Cache-Control")).isEqualTo("no-store");
        assertThat(response.getHeader("Content-Length")).isEqualTo("0");
        assertThat(site.routing().redirected()).isEqualTo(1);
        RecentDecision decision = site.routing().recent().get(0);
        assertThat(decision.outcome()).isEqualTo(Outcome.REDIRECT);
        assertThat(decision.context()).isEqualTo("/shop");
        assertThat(decision.target()).isEqualTo("new.example.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    void readingIsRedirectedWith302(String method) {
        assertThat(site.context("/shop", 2)
                        .send(new PlainRequest(method, "/shop/"))
                        .getStatus())
                .isEqualTo(302);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND", "get"})
    void everythingElseKeepsItsMethodWith307(String method) {
        assertThat(site.context("/shop", 2)
                        .send(new PlainRequest(method, "/shop/"))
                        .getStatus())
                .isEqualTo(307);
    }

    @Test
    void withNowhereToGoItIsMisdirected() {
        site.context("/shop", 2).set("migrationRedirectURL", null);

        PlainResponse response = site.send(PlainRequest.get("/shop/"));

        assertThat(response.getStatus()).isEqualTo(421);
        assertThat(response.getHeader("Content-Type")).isEqualTo("application/problem+json");
        assertThat(response.body())
                .contains("\"code\":\"CTX-0012\"", "The context /shop is located in server new", "\"status\":421");
        assertThat(site.routing().misdirected()).isEqualTo(1);
    }

    @Test
    void aBrowserGetsAPageThatNobodyCanWriteInto() {
        site.set("contextResolver", "path").set("migrationRedirectURL", null).context("<script>é", 2);

        PlainResponse response = site.send(PlainRequest.get("/x")
                .path("/<script>é/x")
                .header("Accept", "text/html,application/xml;q=0.9,*/*;q=0.8"));

        assertThat(response.getHeader("Content-Type")).isEqualTo("text/html;charset=utf-8");
        assertThat(response.body())
                .contains("The context &#60;script&#62;é is located")
                .doesNotContain("<script");
    }

    @Test
    void aProblemDocumentStaysOneWhateverTheNameIs() {
        site.set("contextResolver", "path").set("migrationRedirectURL", null).context("a\"\\\n<b>", 2);

        assertThat(site.send(PlainRequest.get("/x").path("/a\"\\\n<b>/x")).body())
                .contains("The context a\\\"\\\\\\u000a\\u003cb\\u003e is");
    }

    @Test
    void headGetsTheHeadersOfTheBodyAlone() {
        site.context("/shop", 1, false);

        PlainResponse head = site.send(new PlainRequest("HEAD", "/shop/"));

        assertThat(head.getStatus()).isEqualTo(503);
        assertThat(head.body()).isEmpty();
        assertThat(head.getHeader("Content-Length"))
                .isEqualTo(site.send(PlainRequest.get("/shop/")).getHeader("Content-Length"));
    }

    @Test
    void aPreflightIsTheWebApplicationsToAnswer() {
        site.context("/shop", 2);
        PlainRequest preflight = new PlainRequest("OPTIONS", "/shop/")
                .header("Origin", "https://a.example")
                .header("Access-Control-Request-Method", "POST");

        assertThat(site.passes(preflight)).isTrue();
        site.schema(2, "new", false);
        assertThat(site.passes(preflight)).isTrue();
    }

    @Test
    void healthChecksArePathsThatAlwaysPass() {
        site.context("/shop", 1, false).set("exempt", "/health, /status/");

        assertThat(site.passes(PlainRequest.get("/health"))).isTrue();
        assertThat(site.passes(PlainRequest.get("/health/deep"))).isTrue();
        assertThat(site.passes(PlainRequest.get("/status"))).isTrue();
        assertThat(site.passes(PlainRequest.get("/healthy"))).isFalse();
        assertThat(site.passes(PlainRequest.get("/health/../cart").path("/cart")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ASYNC", "ERROR", "FORWARD", "INCLUDE"})
    void whatIsUnderWayIsNotStopped(DispatcherType type) {
        site.context("/shop", 2);

        assertThat(site.passes(PlainRequest.get("/shop/").dispatcher(type))).isTrue();
    }

    @Test
    void aRequestFinishesAlthoughItsContextMovesMeanwhile() {
        site.context("/shop", 1);

        PlainResponse response = site.send(PlainRequest.get("/shop/"), (in, out) -> {
            site.schema(1, "new", false);
            assertThat(site.routing().draining()).containsEntry("/shop", 1L);
            assertThat(site.routing().inFlight()).isEqualTo(1);
        });

        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(site.routing().draining()).isEmpty();
        assertThat(site.routing().inFlight()).isZero();
    }

    @Test
    void aRequestThatFailsIsInFlightNoMore() {
        site.context("/shop", 1);

        assertThatThrownBy(() -> site.send(PlainRequest.get("/shop/"), (in, out) -> {
                    throw new IllegalStateException("of the web application");
                }))
                .hasMessage("of the web application");
        assertThat(site.routing().inFlight()).isZero();
    }

    @Test
    void moreThanOneSchemaMovesWithOneView() {
        site.set("contextResolver", "path");
        for (int i = 0; i < 1000; i++) {
            site.context("c" + i, 1);
        }
        site.schema(1, "new", true);

        for (int i = 0; i < 1000; i++) {
            assertThat(site.routing().state("c" + i)).isEqualTo(ContextState.ELSEWHERE);
        }
    }

    @Test
    void beforeTheRegistryHasAnsweredThePolicyHolds() {
        site.set("unknownContext", "through");
        assertThat(site.passes(PlainRequest.get("/shop/"))).isTrue();
        site.set("unknownContext", "disabled");
        PlainResponse response = site.send(PlainRequest.get("/shop/"));
        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getHeader("Retry-After"))
                .as("it is known in a moment")
                .isEqualTo("1");
        site.poll(); // answers that there is no such context
        assertThat(site.passes(PlainRequest.get("/shop/"))).isTrue();
    }

    @Test
    void withoutARegistryEverybodyIsLetThrough() {
        site.set("unknownContext", "disabled").routing().registryRequired(false);
        site.routing().update(RegistrySnapshot.NONE);
        assertThat(site.passes(PlainRequest.get("/shop/"))).isTrue();

        site.routing().registryRequired(true);
        assertThat(site.send(PlainRequest.get("/shop/")).getStatus()).isEqualTo(503);
    }

    @Test
    void aRegistryThatWasReadIsWaitedForEvenIfItNeedNotBeThere() {
        site.set("unknownContext", "disabled").routing().registryRequired(false);
        site.routing().update(RegistrySnapshot.NONE);
        assertThat(site.passes(PlainRequest.get("/shop/"))).isTrue();

        site.schema(1, "old", true);
        assertThat(site.send(PlainRequest.get("/other/")).getStatus()).isEqualTo(503);
    }

    @Test
    void aRegistryThatIsTakenOutOfTheSettingsStopsNobodyAnyMore() {
        site.context("/shop", 1, false);
        assertThat(site.send(PlainRequest.get("/shop/")).getStatus()).isEqualTo(503);

        site.routing().registryRequired(false);
        site.routing().update(RegistrySnapshot.NONE);
        assertThat(site.passes(PlainRequest.get("/shop/"))).isTrue();
        assertThat(site.routing().contexts()).isZero();

        site.set("unknownContext", "disabled").routing().registryRequired(true);
        assertThat(site.send(PlainRequest.get("/shop/")).getStatus()).isEqualTo(503);
        site.schema(1, "old", true).context("/shop", 1);
        assertThat(site.passes(PlainRequest.get("/shop/"))).isTrue();
    }

    @Test
    void aBodyThatIsLeftEndsTheConnection() {
        site.context("/shop", 2);

        assertThat(closes(new PlainRequest("POST", "/shop/").header("Content-Length", "10000000")))
                .isTrue();
        assertThat(closes(new PlainRequest("POST", "/shop/").header("Content-Length", "10000000000")))
                .isTrue();
        assertThat(closes(new PlainRequest("POST", "/shop/").header("Transfer-Encoding", "chunked")))
                .isTrue();
        assertThat(closes(new PlainRequest("POST", "/shop/").header("Expect", "100-continue")))
                .isTrue();
        assertThat(closes(new PlainRequest("POST", "/shop/").header("Content-Length", "100")))
                .isFalse();
        assertThat(closes(PlainRequest.get("/shop/"))).isFalse();
    }

    @Test
    void pagesOfAllowedOriginsMayReadTheAnswers() {
        site.context("/shop", 2);
        assertThat(origin("https://a.example").getHeader("Access-Control-Allow-Origin"))
                .isNull();

        site.set("allowedOrigins", "https://a.example, https://*.b.example:8443");
        for (String origin : new String[] {"https://a.example", "https://x.y.b.example:8443"}) {
            PlainResponse redirect = origin(origin);
            assertThat(redirect.getStatus()).isEqualTo(302);
            assertThat(redirect.getHeader("Access-Control-Allow-Origin")).isEqualTo(origin);
            assertThat(redirect.getHeader("Access-Control-Allow-Credentials")).isEqualTo("true");
            assertThat(redirect.getHeader("Vary")).isEqualTo("Origin");
        }
        for (String origin :
                new String[] {"https://evil.example", "null", "https://a.example.evil", "http://a.example"}) {
            assertThat(origin(origin).getHeader("Access-Control-Allow-Origin"))
                    .as(origin)
                    .isNull();
        }
        site.set("allowedOrigins", "*");
        assertThat(origin("https://evil.example").getHeader("Access-Control-Allow-Origin"))
                .isEqualTo("*");
        assertThat(origin("https://evil.example").getHeader("Access-Control-Allow-Credentials"))
                .isNull();
        site.set("allowedOrigins", "a.example");
        assertThat(site.problems()).singleElement().asString().contains("an origin is http(s)://host[:port]");
        site.schema(2, "new", false);
        assertThat(origin("https://evil.example").getHeader("Access-Control-Expose-Headers"))
                .isEqualTo("Retry-After");
    }

    private PlainResponse origin(String origin) {
        return site.send(PlainRequest.get("/shop/").header("Origin", origin));
    }

    private boolean closes(PlainRequest request) {
        return "close".equals(site.send(request).getHeader("Connection"));
    }
}
