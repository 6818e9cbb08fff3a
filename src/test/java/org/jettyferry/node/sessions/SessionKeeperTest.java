package org.jettyferry.node.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.Await.eventually;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jettyferry.node.decision.ContextState;
import org.jettyferry.node.jetty.MemorySessions;
import org.jettyferry.node.jetty.Pass;
import org.jettyferry.node.registry.SchemaRelease;
import org.jettyferry.node.route.Site;
import org.jettyferry.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Checks when sessions are let go of and what is answered, without a Jetty. */
class SessionKeeperTest {
    private final Site site = new Site();
    private final Memory shop = new Memory();
    private final Webapps webapps = new Webapps(site.routing());
    private final AtomicInteger wakes = new AtomicInteger();
    private final SessionKeeper keeper = new SessionKeeper(webapps, wakes::incrementAndGet);

    SessionKeeperTest() {
        site.context("/shop", 1);
        webapps.add("shop", new Webapp("/shop", () -> shop));
        site.routing().watch(keeper);
    }

    @AfterEach
    void nothingIsLeftBehind() {
        keeper.stop();
    }

    @Test
    void aDisabledSchemaIsAnsweredOnceItsSessionsAreWrittenAndLetGoOf() throws Exception {
        shop.idle.addAll(List.of("a", "b"));
        site.schema(1, "old", false);
        eventually("an answer", () -> answers().equals(List.of(new SchemaRelease(1, 2, 2, ""))));
        assertThat(shop.idle).isEmpty();
        assertThat(wakes).hasPositiveValue();

        site.schema(1, "old", true);
        assertThat(answers()).isEmpty();
    }

    @Test
    void sessionsAreEndedOncePerRequestAndNotWhenItIsTakenBack() throws Exception {
        shop.idle.addAll(List.of("a", "b"));
        site.ending(1, 70);
        eventually("an answer", () -> answers().equals(List.of(new SchemaRelease(1, 0, 0, "").ending(70, 2))));
        site.ending(1, 0);
        shop.keepsWhatRefusedRequestsLoad = true;
        shop.idle.add("from a backup");
        assertThat(answers()).containsExactly(new SchemaRelease(1, 0, 0, "").ending(70, 2));
        site.ending(1, 71);
        eventually("another", () -> answers().equals(List.of(new SchemaRelease(1, 0, 0, "").ending(71, 1))));
        assertThat(shop.passes.stream().filter("ended"::equals)).hasSize(2);
    }

    /** Schema 1 was closed before without a request, and has answered. */
    @Test
    void aRequestForASchemaThatIsDisabledAlreadyIsFulfilled() throws Exception {
        site.schema(1, "old", false);
        eventually("an answer", () -> !answers().isEmpty());
        shop.keepsWhatRefusedRequestsLoad = true;
        shop.idle.add("a");
        site.ending(1, 70);
        eventually("another", () -> answers().equals(List.of(new SchemaRelease(1, 0, 0, "").ending(70, 1))));
    }

    @Test
    void whatCannotBeEndedIsAProblemUntilItCan() throws Exception {
        shop.problem = "can't be ended";
        site.ending(1, 70);
        eventually(
                "an answer",
                () -> answers()
                        .equals(List.of(new SchemaRelease(1, 0, 0, "/shop: 1 session can't be ended").ending(70, 0))));
        shop.problem = "";
        eventually("all is well", () -> answers().equals(List.of(new SchemaRelease(1, 0, 0, "").ending(70, 0))));
    }

    /** Nobody knows which of them belong to the tenant. */
    @Test
    void whereTenantsShareAWebApplicationNoneIsEnded() throws Exception {
        site.set("contextResolver", "path").context("acme", 1);
        shop.idle.add("of anybody");
        site.ending(1, 70);
        eventually("an answer", () -> !answers().isEmpty());
        assertThat(answers().get(0).problem()).contains("share their web applications");
        assertThat(shop.passes).doesNotContain("ended");
    }

    @Test
    void aBusySessionIsWaitedForButNotOneThatBecomesBusyLater() throws Exception {
        shop.busy.add("a");
        site.schema(1, "old", false);
        eventually("some passes", () -> shop.passes.size() > 2);
        assertThat(answers()).isEmpty();

        shop.busy.add("refused");
        shop.busy.remove("a");
        shop.idle.add("a");
        eventually("an answer", () -> answers().equals(List.of(new SchemaRelease(1, 1, 1, ""))));
    }

    @Test
    void whatCannotBeWrittenIsAProblemUntilItCan() throws Exception {
        shop.problem = "can't be written";
        site.schema(1, "old", false);
        eventually(
                "an answer",
                () -> answers().equals(List.of(new SchemaRelease(1, 0, 0, "/shop: 1 session can't be written"))));
        shop.problem = "";
        eventually("all is well", () -> answers().equals(List.of(new SchemaRelease(1, 0, 0, ""))));
    }

    @Test
    void sessionsAreDroppedBeforeTheFirstRequestIsLetIn() throws Exception {
        site.schema(1, "new", true);
        shop.idle.add("stale");
        shop.passes.clear();
        site.schema(1, "old", true);
        assertThat(shop.idle).isEmpty();
        assertThat(shop.passes).containsExactly("dropped while ELSEWHERE");
        assertThat(site.routing().state("/shop")).isEqualTo(ContextState.HERE);
    }

    @Test
    void aBusySessionDelaysTheOpeningForAMomentOnly() {
        site.schema(1, "new", true);
        shop.busy.add("stuck");
        site.schema(1, "old", true);
        assertThat(site.routing().state("/shop")).isEqualTo(ContextState.HERE);
    }

    @Test
    void aSchemaThatWasPendingOrServedKeepsItsSessions() {
        shop.idle.add("fresh");
        site.schema(1, "old", true).schema(1, null, true);
        site.routing().leaseHeld(false);
        site.routing().leaseHeld(true);
        assertThat(shop.passes).isEmpty();
    }

    @Test
    void aSchemaThatIsAwayIsLetGoOfAgain() throws Exception {
        site.schema(1, "new", true);
        eventually("a pass", () -> !shop.passes.isEmpty());
        shop.idle.add("loaded by a refused request");
        eventually("it is let go of", shop.idle::isEmpty);
        assertThat(shop.passes).containsOnly("dropped while ELSEWHERE");
        assertThat(answers()).isEmpty();
    }

    @Test
    void anotherSchemaIsNotTouched() throws Exception {
        site.context("/other", 3);
        Memory other = new Memory();
        webapps.add("other", new Webapp("/other", () -> other));
        site.schema(1, "old", false);
        eventually("an answer", () -> !answers().isEmpty());
        assertThat(other.passes).isEmpty();
    }

    /** Tenants by a segment of the path: any web application may hold sessions of each. */
    @Test
    void whereTenantsShareAWebApplicationAllOfThemAreWritten() throws Exception {
        site.set("contextResolver", "path").context("acme", 1);
        Memory other = new Memory();
        other.idle.add("x");
        webapps.add("other", new Webapp("/other", () -> other));
        site.schema(1, "old", false);
        eventually("an answer", () -> answers().equals(List.of(new SchemaRelease(1, 1, 1, ""))));
        assertThat(other.passes).containsOnly("written while others may run");
        for (int i = 0; i < 5; i++) {
            Await.briefly();
        }
        assertThat(shop.passes).hasSize(1);
    }

    private List<SchemaRelease> answers() {
        return List.copyOf(keeper.released());
    }

    /** The memory of a web application. */
    private final class Memory extends MemorySessions {
        final Set<String> idle = ConcurrentHashMap.newKeySet();
        final Set<String> busy = ConcurrentHashMap.newKeySet();
        final List<String> passes = new CopyOnWriteArrayList<>();
        volatile String problem = "";

        /** Else the keeper lets go of a session that is put in between two requests, at some moment of its own. */
        volatile boolean keepsWhatRefusedRequestsLoad;

        @Override
        public Pass writeAndRelease(boolean drained) {
            passes.add("written while " + (drained ? "drained" : "others may run"));
            return pass(true);
        }

        @Override
        public Pass release(boolean drained) {
            passes.add("dropped while " + site.routing().state("/shop"));
            return keepsWhatRefusedRequestsLoad ? new Pass() : pass(false);
        }

        @Override
        public Pass end(BooleanSupplier still) {
            passes.add("ended");
            Pass pass = new Pass();
            idle.stream().filter(id -> still.getAsBoolean()).forEach(id -> {
                pass.ended();
                idle.remove(id);
            });
            if (!problem.isEmpty()) {
                pass.kept(1, problem);
            }
            return pass;
        }

        private Pass pass(boolean write) {
            Pass pass = new Pass();
            busy.forEach(pass::busy);
            idle.forEach(id -> {
                if (write) {
                    pass.written();
                }
                pass.released();
                idle.remove(id);
            });
            if (!problem.isEmpty()) {
                pass.kept(1, problem);
            }
            return pass;
        }
    }
}
