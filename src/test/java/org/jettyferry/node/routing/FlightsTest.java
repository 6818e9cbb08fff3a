package org.jettyferry.node.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.jettyferry.node.PlainRequest;
import org.junit.jupiter.api.Test;

/** How many requests there are, and were, by however many threads. */
class FlightsTest {
    private final Site site = new Site().context("/shop", 1);

    @Test
    void whatThreadsHaveCountedOutlivesThem() throws InterruptedException {
        for (int i = 0; i < 1000; i++) {
            Thread thread = new Thread(() -> site.send(PlainRequest.get("/"), (in, out) -> {}));
            thread.start();
            thread.join();
        }

        assertThat(site.routing().passed()).isEqualTo(1000);
        assertThat(site.routing().inFlight()).isZero();
    }

    @Test
    void theRequestsOfAllThreadsAreSeenWhileTheyLast() throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(8);
        CountDownLatch go = new CountDownLatch(1);
        Thread[] threads = new Thread[8];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(() -> site.send(PlainRequest.get("/"), (in, out) -> {
                inside.countDown();
                try {
                    go.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
            threads[i].start();
        }
        inside.await();

        assertThat(site.routing().inFlight()).isEqualTo(8);
        assertThat(site.routing().draining()).isEmpty();
        site.schema(1, "new", true);
        assertThat(site.routing().draining()).containsEntry("/shop", 8L);

        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(site.routing().inFlight()).isZero();
        assertThat(site.routing().draining()).isEmpty();
    }

    @Test
    void whatOutlivesItsThreadIsCountedOnItsContext() {
        Flights flights = new Flights();
        Remembered context = new Remembered("a", new Place(Verdict.here()));

        flights.attach(context);
        assertThat(flights.total()).isEqualTo(1);
        assertThat(flights.anyDetached()).isTrue();
        flights.detach(context);
        assertThat(flights.total()).isZero();
        assertThat(context.detached()).isZero();
    }
}
