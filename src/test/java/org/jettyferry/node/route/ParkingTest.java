package org.jettyferry.node.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.Await.eventually;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpSession;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jettyferry.node.park.Waiting;
import org.jettyferry.testkit.web.PlainRequest;
import org.jettyferry.testkit.web.PlainResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks which requests of closed contexts wait, and that none goes on that has waited in the filter. */
class ParkingTest {
    private final Site site =
            new Site("contextResolver", "path", "migrationRedirectURL", "https://new.example.com", "parkTime", "10000");
    private final AtomicBoolean reachedTheApplication = new AtomicBoolean();

    @AfterEach
    void neverTheApplication() {
        site.routing().parking().close();
        assertThat(reachedTheApplication).isFalse();
        assertThat(site.routing().inFlight()).isZero();
    }

    @Test
    void whoHasWaitedInTheFilterIsSentHereOnceMore() throws Exception {
        site.context("acme", 1).schema(1, "old", false);
        CompletableFuture<PlainResponse> get = ask(PlainRequest.get("/acme/a%20b?x=1&ferry-hop=0"));
        CompletableFuture<PlainResponse> post = ask(new PlainRequest("POST", "/acme/"));
        parked(2);

        site.schema(1, "old", true);

        assertThat(get.get().getStatus()).isEqualTo(307);
        assertThat(get.get().location()).isEqualTo("/acme/a%20b?x=1&ferry-hop=0");
        assertThat(get.get().getHeader("Cache-Control")).isEqualTo("no-store");
        assertThat(post.get().getStatus()).isEqualTo(307);
        assertThat(site.routing().redirected()).isZero();
    }

    @Test
    void whoseContextHasMovedIsRedirected() throws Exception {
        site.context("acme", 1).schema(1, "old", false);
        CompletableFuture<PlainResponse> get = ask(PlainRequest.get("/acme/"));
        parked(1);

        site.schema(1, "new", true);

        assertThat(get.get().getStatus()).isEqualTo(302);
        assertThat(get.get().location()).startsWith("https://new.example.com/acme/");
        assertThat(site.routing().parking().counts().refusals()).isZero();
    }

    /** A browser takes what follows two slashes for a host. */
    @ParameterizedTest
    @ValueSource(strings = {"//acme/", "/\\acme/"})
    void nobodyIsSentToAHostThatTheClientHasNamed(String uri) throws Exception {
        site.context("acme", 1).schema(1, "old", false);
        CompletableFuture<PlainResponse> get = ask(PlainRequest.get(uri).path("/acme/"));
        parked(1);

        site.schema(1, "old", true);

        assertThat(get.get().getStatus()).isEqualTo(503);
        assertThat(get.get().getHeader("Retry-After")).isEqualTo("1");
    }

    @Test
    void whoseTimeIsUpIsRefusedAsEver() throws Exception {
        site.set("parkTime", "30").context("acme", 1).schema(1, "old", false);

        PlainResponse response = ask(PlainRequest.get("/acme/")).get();

        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getHeader("Retry-After")).isEqualTo("60");
        assertThat(site.routing().parking().counts().refusals()).isEqualTo(1);
        assertThat(site.routing().parking().counts().longestMillis()).isPositive();
    }

    @Test
    void onlySomeThreadsMayWait() throws Exception {
        site.set("maxWaiting", "1").context("acme", 1).schema(1, "old", false);
        ask(PlainRequest.get("/acme/"));
        parked(1);

        assertThat(ask(PlainRequest.get("/acme/")).get().getStatus()).isEqualTo(503);
    }

    @Test
    void whoHasWaitedAtTheDoorWaitsNoMore() throws Exception {
        site.context("acme", 1).schema(1, "old", false);
        PlainRequest request = PlainRequest.get("/acme/");
        request.setAttribute(Waiting.ATTRIBUTE, true);

        assertThat(ask(request).get().getStatus()).isEqualTo(503);
        assertThat(site.routing().parking().counts().total()).isZero();
    }

    @Test
    void nobodyWaitsForAContextThatIsDisabledByItself() throws Exception {
        site.context("acme", 2, false);

        assertThat(site.routing().anyParks()).isFalse();
        assertThat(ask(PlainRequest.get("/acme/")).get().getStatus()).isEqualTo(503);
        assertThat(atTheDoor(PlainRequest.get("/acme/"))).isFalse();
    }

    @Test
    void atTheDoorTheyWaitWithoutAThread() {
        assertThat(site.routing().anyParks()).isFalse();
        site.context("acme", 1).schema(1, "old", false);
        assertThat(site.routing().anyParks()).isTrue();

        assertThat(atTheDoor(PlainRequest.get("/acme/"))).isTrue();
        assertThat(site.routing().parking().counts().now()).isEqualTo(1);

        site.set("exempt", "/acme/health");
        assertThat(atTheDoor(PlainRequest.get("/acme/health"))).isFalse();
        assertThat(atTheDoor(PlainRequest.get("/globex/"))).isFalse();
        assertThat(atTheDoor(new PlainRequest("CONNECT", "/acme/"))).isFalse();
    }

    /** The next resolver must not answer in place of one that can't answer yet. */
    @Test
    void whoseContextIsNotKnownAtTheDoorDoesNotWaitThere() {
        site.context("acme", 1).schema(1, "old", false);
        site.set("contextResolver", "parameter:tenant, path");
        assertThat(atTheDoor(PlainRequest.get("/acme/"))).isTrue();
        site.set("contextResolver", "session:tenant, path");
        assertThat(new RequestGate(site.routing(), "/shop").park(tooEarly(), new Waits()))
                .isFalse();
    }

    private static HttpServletRequest tooEarly() {
        return new HttpServletRequestWrapper(PlainRequest.get("/acme/")) {
            @Override
            public HttpSession getSession(boolean create) {
                throw new UnsupportedOperationException("there is no session yet");
            }
        };
    }

    private boolean atTheDoor(PlainRequest request) {
        return new RequestGate(site.routing(), "/shop").park(request, new Waits());
    }

    private void parked(int requests) throws Exception {
        eventually("they wait", () -> site.routing().parking().counts().now() == requests);
    }

    private CompletableFuture<PlainResponse> ask(PlainRequest request) {
        CompletableFuture<PlainResponse> answer = new CompletableFuture<>();
        Thread thread =
                new Thread(() -> answer.complete(site.send(request, (in, out) -> reachedTheApplication.set(true))));
        thread.setDaemon(true);
        thread.start();
        return answer;
    }

    private static final class Waits implements Waiting {
        @Override
        public void suspend(long millis, Runnable gone) {}

        @Override
        public void resume() {}

        @Override
        public void noPlace() {}
    }
}
