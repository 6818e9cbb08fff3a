package org.jettyferry.store;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jettyferry.jetty.JettyRelease;
import org.jettyferry.store.plan.CarryOptions;

/** What tests ask for. */
public final class Options {
    private Options() {}

    /** To 12, blobs rewritten. */
    public static CarryOptions upgrade() {
        return of(CarryOptions.Direction.UPGRADE, "12", Optional.empty());
    }

    /** From 12 to 9.3. */
    static CarryOptions downgrade() {
        return of(CarryOptions.Direction.DOWNGRADE, "9.3", Optional.of("12"));
    }

    private static CarryOptions of(CarryOptions.Direction direction, String to, Optional<String> from) {
        return new CarryOptions(
                direction,
                JettyRelease.parse(to),
                from.map(JettyRelease::parse),
                CarryOptions.Sessions.KEEP,
                CarryOptions.Blobs.REWRITE,
                List.of(),
                Map.of(),
                List.of(),
                List.of(),
                false,
                Duration.ofMinutes(30),
                true);
    }
}
