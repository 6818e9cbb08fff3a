package org.jettyferry.node.park;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jettyferry.testkit.Await.eventually;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Checks who gets a place, who goes on when, and that no place is lost. */
class ParkingLotTest {
    private static final long LONG = 60_000;

    private final ParkingCounts counts = new ParkingCounts();
    private final ParkingLot lot = new ParkingLot(counts);
    private final AtomicBoolean open = new AtomicBoolean();
    private final Queue<Integer> wentOn = new ConcurrentLinkedQueue<>();

    ParkingLotTest() {
        lot.limits(1000, 1000);
    }

    @AfterEach
    void everybodyGoes() throws Exception {
        lot.close();
        eventually("no place is taken", () -> counts.now() == 0);
        eventually("no thread is left", () -> threads() == 0);
    }

    @Test
    void theyGoOnInTheOrderInWhichTheyCame() throws Exception {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            assertThat(lot.park("acme", LONG, open::get, new Request(i))).isTrue();
            all.add(i);
        }
        assertThat(counts.now()).isEqualTo(500);
        assertThat(threads()).isEqualTo(1);

        open.set(true);
        lot.wake();

        eventually("all go on", () -> wentOn.size() == 500);
        assertThat(wentOn).containsExactlyElementsOf(all);
        assertThat(counts.now()).isZero();
        assertThat(counts.total()).isEqualTo(500);
        assertThat(counts.refusals()).isZero();
    }

    @Test
    void whoseDecisionHasNotChangedStays() throws Exception {
        lot.park("acme", LONG, open::get, new Request(1));
        lot.park("globex", LONG, () -> false, new Request(2));
        open.set(true);
        lot.wake();

        eventually("one goes on", () -> wentOn.contains(1));
        assertThat(wentOn).containsExactly(1);
        assertThat(counts.now()).isEqualTo(1);
    }

    @Test
    void theirTimeIsLimited() throws Exception {
        lot.park("acme", LONG, open::get, new Request(1));
        lot.park("acme", 50, open::get, new Request(2));

        eventually("its time is up", () -> wentOn.contains(2));
        assertThat(wentOn).containsExactly(2);
        assertThat(counts.refusals()).isEqualTo(1);
        assertThat(counts.longestMillis()).isBetween(50L, LONG);
    }

    @Test
    void aDecisionThatChangesWhileTheyParkIsSeen() throws Exception {
        lot.park("acme", LONG, open::get, new Request(1) {
            @Override
            public void suspend(long millis, Runnable gone) {
                open.set(true);
                lot.wake();
            }
        });
        eventually("it goes on", () -> wentOn.contains(1));
    }

    @Test
    void placesAreLimitedForAllAndForEach() {
        lot.limits(3, 2);
        Request late = new Request(9);

        assertThat(park("acme", new Request(1))).isTrue();
        assertThat(park("acme", new Request(2))).isTrue();
        assertThat(park("acme", late)).isFalse();
        assertThat(late.noPlace).isTrue();
        assertThat(park("globex", new Request(3))).isTrue();
        assertThat(park("globex", new Request(4))).isFalse();

        assertThat(counts.now()).isEqualTo(3);
        assertThat(counts.refusals()).isEqualTo(2);
    }

    @Test
    void whoHasGoneLeavesHisPlace() {
        lot.limits(1, 1);
        Request first = new Request(1);
        park("acme", first);
        first.gone.run();
        first.gone.run();

        assertThat(counts.now()).isZero();
        assertThat(park("acme", new Request(2))).isTrue();
        assertThat(park("acme", new Request(3))).isFalse();
    }

    @Test
    void whoCannotLetGoOfItsThreadTakesNoPlace() {
        lot.limits(1, 1);
        Request broken = new Request(1) {
            @Override
            public void suspend(long millis, Runnable gone) {
                throw new IllegalStateException("not asynchronous");
            }
        };
        assertThatThrownBy(() -> park("acme", broken)).hasMessage("not asynchronous");
        assertThat(counts.now()).isZero();
        assertThat(park("acme", new Request(2))).isTrue();
    }

    @Test
    void oneThatCannotGoOnDoesNotHinderTheOthers() throws Exception {
        park("acme", new Request(1) {
            @Override
            public void resume() {
                throw new IllegalStateException("complete already");
            }
        });
        park("acme", new Request(2));
        open.set(true);
        lot.wake();
        eventually("the other goes on", () -> wentOn.contains(2));
    }

    @Test
    void afterTheEndNobodyIsParked() throws Exception {
        park("acme", new Request(1));
        lot.close();
        eventually("it goes on", () -> wentOn.contains(1));
        assertThat(park("acme", new Request(2))).isFalse();
    }

    private boolean park(String context, Request request) {
        BooleanSupplier changed = open::get;
        return lot.park(context, LONG, changed, request);
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("ferry-parking"))
                .count();
    }

    private class Request implements Waiting {
        private final int number;
        private Runnable gone = () -> {};
        private boolean noPlace;

        Request(int number) {
            this.number = number;
        }

        @Override
        public void suspend(long millis, Runnable whenGone) {
            gone = whenGone;
        }

        @Override
        public void resume() {
            wentOn.add(number);
        }

        @Override
        public void noPlace() {
            noPlace = true;
        }
    }
}
