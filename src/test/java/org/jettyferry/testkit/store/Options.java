package org.jettyferry.testkit.store;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jettyferry.jetty.JettyRelease;
import org.jettyferry.store.plan.MigrationOptions;

/** The options of a plain upgrade and a plain downgrade. */
public final class Options {
    private Options() {}

    /** To 12, blobs rewritten. */
    public static MigrationOptions upgrade() {
        return of(MigrationOptions.Direction.UPGRADE, "12", Optional.empty());
    }

    /** From 12 to 9.3. */
    public static MigrationOptions downgrade() {
        return of(MigrationOptions.Direction.DOWNGRADE, "9.3", Optional.of("12"));
    }

    private static MigrationOptions of(MigrationOptions.Direction direction, String to, Optional<String> from) {
        return new MigrationOptions(
                direction,
                JettyRelease.parse(to),
                from.map(JettyRelease::parse),
                MigrationOptions.Sessions.KEEP,
                MigrationOptions.Blobs.REWRITE,
                List.of(),
                Map.of(),
                List.of(),
                List.of(),
                false,
                Duration.ofMinutes(30),
                true);
    }
}
