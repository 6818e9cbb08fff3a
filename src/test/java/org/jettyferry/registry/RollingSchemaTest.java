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
            "");

    @Test
    void aKilledRunClosesItOnce() {
        RollingSchema schema = WAITING.closed(1000, 7).closed(1500, 8).opened(2000);

        assertThat(schema.closedMillis()).hasValue(1000);
        assertThat(schema.closedVersion()).hasValue(8);
    }

    @Test
    void theTimeInWhichItWasOpenAgainDoesNotCount() {
        RollingSchema reverted = WAITING.closed(1000, 7).opened(2000).ended(State.REVERTED, 2000, "why");

        assertThat(reverted.closed(9000, 9).opened(9300).closedMillis()).hasValue(300);
    }
}
