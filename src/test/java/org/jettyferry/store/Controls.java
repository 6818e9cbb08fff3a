package org.jettyferry.store;

import java.util.Optional;
import org.jettyferry.store.carry.CarryControl;
import org.jettyferry.store.carry.Pace;
import org.jettyferry.store.carry.QuarantineLimit;
import org.jettyferry.store.detect.Heartbeats;
import org.jettyferry.store.journal.CarryListener;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.recover.SwapControl;

/** How tests run a carry. */
public final class Controls {
    private Controls() {}

    /** Says yes to all and listens to nothing. */
    public static CarryControl quiet() {
        return new CarryControl(Pace.full(), true, false, Optional.empty(), plan -> true, silent());
    }

    /** The same where a store is so small that one broken session is a large part of it. */
    public static CarryControl anyQuarantine() {
        return new CarryControl(
                Pace.full(),
                true,
                false,
                Optional.empty(),
                plan -> true,
                silent(),
                Heartbeats.NONE,
                QuarantineLimit.ofPercent(100),
                false);
    }


    /** As an operator who knows that nobody subscribes to what is published. */
    static CarryControl ignoringPublications() {
        return new CarryControl(
                Pace.full(), true, false, Optional.empty(), plan -> true, silent(), Heartbeats.NONE, QuarantineLimit.DEFAULT, true);
    }

    /** Says yes to a rename of tables. */
    static SwapControl swap() {
        return new SwapControl(true, statements -> true, silent());
    }

    static CarryListener silent() {
        return new CarryListener() {
            @Override
            public void note(String sentence) {}

            @Override
            public void step(Run.Step step, String what) {}

            @Override
            public void progress(long done, long total) {}
        };
    }
}
