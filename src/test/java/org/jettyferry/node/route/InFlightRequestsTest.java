package org.jettyferry.node.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.Await.eventually;

import java.lang.ref.WeakReference;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jettyferry.node.contexts.CachedContext;
import org.jettyferry.node.decision.Decision;
import org.jettyferry.node.decision.SharedDecision;
import org.jettyferry.testkit.web.PlainRequest;
import org.junit.jupiter.api.Test;

/** Checks the counts of requests, now and in total, with many threads. */
class InFlightRequestsTest {
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
    void threadsThatComeAndGoSideBySideLoseNoRequest() throws InterruptedException {
        AtomicBoolean ended = new AtomicBoolean();
        AtomicBoolean backwards = new AtomicBoolean();
        Thread reader = new Thread(() -> {
            long seen = 0;
            while (!ended.get()) {
                long passed = site.routing().passed();
                backwards.compareAndSet(false, passed < seen);
                seen = passed;
            }
        });
        reader.start();
        for (int wave = 0; wave < 20; wave++) {
            Thread[] threads = new Thread[50];
            for (int i = 0; i < threads.length; i++) {
                threads[i] = i % 5 == 0 ? new OfOneNumber(this::sendTen) : new Thread(this::sendTen);
                threads[i].start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
        ended.set(true);
        reader.join();

        assertThat(site.routing().passed()).isEqualTo(10_000);
        assertThat(site.routing().inFlight()).isZero();
        assertThat(backwards).isFalse();
    }

    private void sendTen() {
        for (int i = 0; i < 10; i++) {
            site.send(PlainRequest.get("/"), (in, out) -> {});
        }
    }

    @Test
    void aThreadThatIsGoneIsLetGo() throws Exception {
        Thread thread = new Thread(() -> site.send(PlainRequest.get("/"), (in, out) -> {}));
        thread.start();
        thread.join();
        WeakReference<Thread> gone = new WeakReference<>(thread);
        thread = null;

        assertThat(site.routing().inFlight()).isZero();
        eventually("nothing holds it", () -> {
            System.gc();
            return gone.get() == null;
        });
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
        InFlightRequests requests = new InFlightRequests();
        CachedContext context = new CachedContext("a", new SharedDecision(Decision.here()));

        requests.attach(context);
        assertThat(requests.total()).isEqualTo(1);
        assertThat(requests.anyDetached()).isTrue();
        requests.detach(context);
        assertThat(requests.total()).isZero();
        assertThat(context.detached()).isZero();
    }

    /** A thread class of a library may override getId and return anything. */
    private static final class OfOneNumber extends Thread {
        OfOneNumber(Runnable task) {
            super(task);
        }

        @Override
        @SuppressWarnings("deprecation")
        public long getId() {
            return 7;
        }
    }
}
