package org.jettyferry.testkit.store;

import java.util.Optional;
import org.jettyferry.store.detect.NodeHeartbeats;
import org.jettyferry.store.journal.MigrationListener;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.migrate.MigrationControl;
import org.jettyferry.store.migrate.QuarantineLimit;
import org.jettyferry.store.migrate.RateLimit;
import org.jettyferry.store.recover.SwapControl;

/** Controls and listeners with which tests run a migration. */
public final class SwapControls {
    private SwapControls() {}

    /** Says yes to all and listens to nothing. */
    public static MigrationControl quiet() {
        return new MigrationControl(RateLimit.full(), true, false, Optional.empty(), plan -> true, silent());
    }

    /** The same without a limit on quarantined sessions: in a small store, one is already a large part. */
    public static MigrationControl anyQuarantine() {
        return new MigrationControl(
                RateLimit.full(),
                true,
                false,
                Optional.empty(),
                plan -> true,
                silent(),
                NodeHeartbeats.NONE,
                QuarantineLimit.ofPercent(100),
                false);
    }

    /** The same for a table that is published without a subscriber. */
    public static MigrationControl ignoringPublications() {
        return new MigrationControl(
                RateLimit.full(),
                true,
                false,
                Optional.empty(),
                plan -> true,
                silent(),
                NodeHeartbeats.NONE,
                QuarantineLimit.DEFAULT,
                true);
    }

    /** Says yes to a rename of tables. */
    public static SwapControl swap() {
        return new SwapControl(true, statements -> true, silent());
    }

    public static MigrationListener silent() {
        return new MigrationListener() {
            @Override
            public void note(String sentence) {}

            @Override
            public void step(Run.Step step, String what) {}

            @Override
            public void progress(long done, long total) {}
        };
    }
}
