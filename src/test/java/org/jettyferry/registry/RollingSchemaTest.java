package org.jettyferry.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.jettyferry.registry.RollingSchema.State;
import org.junit.jupiter.api.Test;

/** How long a schema was closed. */
class RollingSchemaTest {
    private static final RollingSchema WAITING = new RollingSchema(
            "1",
            0,
            "shop_1",
            State.WAITING,
            RollingStep.WAIT,
            RollingTimes.NONE,
            OptionalLong.empty(),
            RollingCounts.NONE,
            RollingRequests.NONE,
            "");

    @Test
    void aKilledRunClosesItOnce() {
        RollingSchema schema = WAITING.closed(1000, 7).closed(1500, 8).opened(2000);

        assertThat(schema.closedMillis()).hasValue(1000);
        assertThat(schema.closedVersion()).hasValue(8);
    }

    /** Nodes count from their start on; a run counts from the first closing on. */
    @Test
    void requestsAreCountedFromItsFirstClosingOn() {
        RollingSchema closed = WAITING.counted(requests(10, 3)).closed(1000, 7);
        assertThat(closed.counted(requests(10, 3)).parkedRequests()).isZero();
        RollingSchema again = closed.counted(requests(12, 3)).closed(1500, 8).opened(2000);

        assertThat(again.counted(requests(17, 4)).parkedRequests()).isEqualTo(7);
        assertThat(again.counted(requests(17, 4)).refusedRequests()).isEqualTo(1);
    }

    private static RequestCounts.SchemaRequests requests(long parked, long refused) {
        return new RequestCounts.SchemaRequests("shop_1", parked, refused, 0, OptionalLong.empty());
    }

    @Test
    void theTimeInWhichItWasOpenAgainDoesNotCount() {
        RollingSchema reverted = WAITING.closed(1000, 7).opened(2000).ended(State.REVERTED, 2000, "why");

        assertThat(reverted.closed(9000, 9).opened(9300).closedMillis()).hasValue(300);
    }
}
