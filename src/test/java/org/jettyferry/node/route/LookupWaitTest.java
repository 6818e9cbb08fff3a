package org.jettyferry.node.route;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jettyferry.testkit.Await;
import org.jettyferry.testkit.web.PlainRequest;
import org.jettyferry.testkit.web.PlainResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Checks the answer to a request whose context was not looked up yet. */
class LookupWaitTest {
    private final Site site = new Site("contextResolver", "path", "migrationRedirectURL", "https://new.example.com");
    private final AtomicBoolean reachedTheApplication = new AtomicBoolean();

    @Test
    void theFirstRequestOfAMovedContextWaitsAndIsRedirected() throws Exception {
        site.set("lookupWait", "10000");
        site.register("acme", 2).register("globex", 1);
        CompletableFuture<PlainResponse> moved = ask("acme");
        CompletableFuture<PlainResponse> stays = ask("globex");
        Await.eventually("both wait", () -> site.routing().waiting() == 2);
        assertThat(site.routing().inFlight()).isZero();

        site.poll();

        assertThat(moved.get().location()).startsWith("https://new.example.com/acme/");
        assertThat(stays.get().getStatus()).isEqualTo(200);
        assertThat(site.routing().passed()).isEqualTo(1);
        assertThat(site.routing().waiting()).isZero();
    }

    /** The request was stopped because its context was not known, and is about to wait. */
    @Test
    void anAnswerThatComesRightBeforeTheWaitCounts() throws Exception {
        site.set("lookupWait", "10000").register("acme", 1);
        HttpServletRequest request =
                new HttpServletRequestWrapper(new PlainRequest("OPTIONS", "/acme/").path("/acme/")) {
                    @Override
                    public @Nullable String getHeader(String name) {
                        if (name.equals("Origin")) { // asked after the decision
                            site.poll();
                        }
                        return super.getHeader(name);
                    }
                };
        PlainResponse response = new PlainResponse();

        new RequestGate(site.routing(), "/shop").pass(request, response, (in, out) -> reachedTheApplication.set(true));

        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(reachedTheApplication).isTrue();
    }

    @Test
    void theFirstRequestOfADisabledContextIsRefused() throws Exception {
        site.set("lookupWait", "10000").schema(1, "old", false).register("acme", 1);
        CompletableFuture<PlainResponse> first = ask("acme");
        Await.eventually("it waits", () -> site.routing().waiting() == 1);

        site.poll();

        assertThat(first.get().getStatus()).isEqualTo(503);
        assertThat(first.get().getHeader("Retry-After")).isEqualTo("60");
        assertThat(reachedTheApplication).isFalse();
    }

    @Test
    void withoutAnAnswerInTimeItIsAskedToComeBackSoon() throws Exception {
        site.set("lookupWait", "50");

        PlainResponse response = ask("acme").get();

        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getHeader("Retry-After")).isEqualTo("1");
        assertThat(reachedTheApplication).isFalse();
    }

    @Test
    void onlySomeThreadsMayWait() throws Exception {
        site.set("lookupWait", "10000").set("maxWaiting", "3");
        List<CompletableFuture<PlainResponse>> waiting = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            waiting.add(ask("acme" + i));
        }
        Await.eventually("three wait", () -> site.routing().waiting() == 3);

        long begin = System.nanoTime();
        assertThat(ask("another").get().getStatus()).isEqualTo(503);
        assertThat(System.nanoTime() - begin).isLessThan(5_000_000_000L);

        site.poll();
        for (CompletableFuture<PlainResponse> one : waiting) {
            assertThat(one.get().getStatus()).isEqualTo(200); // no context of the registry
        }
    }

    @Test
    void nobodyWaitsForARegistryThatDoesNotAnswer() throws Exception {
        site.set("lookupWait", "10000").routing().onWanted(() -> {}, () -> false);

        long begin = System.nanoTime();
        assertThat(ask("acme").get().getStatus()).isEqualTo(503);
        assertThat(System.nanoTime() - begin).isLessThan(5_000_000_000L);
    }

    @Test
    void theOperatorMayLetThemThrough() throws Exception {
        site.set("unknownContext", "through");

        assertThat(ask("acme").get().getStatus()).isEqualTo(200);
        assertThat(reachedTheApplication).isTrue();
    }

    @Test
    void whereTheRegistryWasNeverMadeNothingCanHaveMoved() throws Exception {
        site.routing().tablesExist(false);
        assertThat(ask("acme").get().getStatus()).isEqualTo(200);

        site.set("lookupWait", "10").routing().tablesExist(true);
        assertThat(ask("acme").get().getStatus()).isEqualTo(503);
    }

    @Test
    void withoutALeaseTheContextsOfThisServerAreClosed() throws Exception {
        site.set("lookupWait", "10").context("here", 1).context("there", 2).context("everywhere", 3);
        site.routing().leaseHeld(false);

        PlainResponse here = ask("here").get();
        assertThat(here.getStatus()).isEqualTo(503);
        assertThat(here.getHeader("Retry-After")).isEqualTo("1");
        assertThat(ask("there").get().getStatus()).isEqualTo(302);
        assertThat(ask("everywhere").get().getStatus()).isEqualTo(200);

        site.routing().leaseHeld(true);
        assertThat(ask("here").get().getStatus()).isEqualTo(200);
    }

    private CompletableFuture<PlainResponse> ask(String context) {
        CompletableFuture<PlainResponse> answer = new CompletableFuture<>();
        Thread thread = new Thread(() -> answer.complete(
                site.send(PlainRequest.get("/" + context + "/"), (in, out) -> reachedTheApplication.set(true))));
        thread.setDaemon(true);
        thread.start();
        return answer;
    }
}
