package org.jettyferry.node.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.Await.eventually;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A node that is cut off from the registry stops serving in time, and not before. The clock is the test's own. */
class RegistryLeaseTest {
    private static final int LIMIT = 30;

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(10)); // it overflows
    private final RegistryState state = new RegistryState(nanos::get);
    private final List<Boolean> changes = new CopyOnWriteArrayList<>();
    private final RegistryLease lease = new RegistryLease(state, changes::add);

    @AfterEach
    void theThreadEnds() throws Exception {
        lease.stop();
        eventually(
                "the end of the thread",
                () -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().equals("ferry-lease")));
    }

    @Test
    void itEndsWhenTheRegistryWasReadTooLongAgoAndBeginsAgainWithTheNextAnswer() {
        lease.configure(LIMIT);
        read();
        after(LIMIT * 1000L);
        assertThat(changes).isEmpty();
        after(1);
        assertThat(changes).containsExactly(false);
        after(60_000);
        assertThat(changes).containsExactly(false);

        read();
        lease.look();
        assertThat(changes).containsExactly(false, true);
        after(LIMIT * 1000L + 1);
        assertThat(changes).containsExactly(false, true, false);
    }

    /** Meanwhile the contexts may have been moved. */
    @Test
    void anAnswerIsAsOldAsItsQuestion() {
        lease.configure(LIMIT);
        long asked = nanos.get();
        after(20_000);
        state.applied(1, asked);
        after(10_001);
        assertThat(changes).containsExactly(false);
    }

    /** What such a node does says the setting unknownContext. */
    @Test
    void aNodeThatNeverReadTheRegistryHasNoLeaseToLose() {
        lease.configure(LIMIT);
        after(3_600_000);
        assertThat(changes).isEmpty();

        read();
        state.begin("another registry");
        after(3_600_000);
        assertThat(changes).isEmpty();
    }

    @Test
    void withoutALimitItNeverEndsAndALimitThatIsTakenAwayGivesItBack() {
        read();
        after(3_600_000);
        assertThat(changes).isEmpty();

        lease.configure(LIMIT);
        lease.look();
        assertThat(changes).containsExactly(false);
        lease.configure(0);
        lease.look();
        assertThat(changes).containsExactly(false, true);
    }

    @Test
    void itLooksByItself() throws Exception {
        lease.configure(1);
        read();
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(1001));
        eventually("the end of the lease", () -> changes.equals(List.of(false)));
    }

    private void read() {
        state.applied(1, nanos.get());
    }

    private void after(long millis) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
        lease.look();
    }
}
