package org.jettyferry.update;

import java.time.Duration;
import org.jettyferry.changelog.Doubt;
import org.jettyferry.store.detect.NodeHeartbeats;

/** Runs updates as a site does, without checks and without a registry. */
final class Runs {
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private Runs() {}

    static UpdateControl control(Duration patience, Doubt doubt) {
        return new UpdateControl(patience, doubt, false, NodeHeartbeats.NONE);
    }

    /** What most of them need. */
    static UpdateControl control() {
        return control(PATIENCE, Doubt.ASK);
    }

    /** Returns how many updates have run. */
    static int run(SchemaUpdate update, UpdateFolder updates, UpdateControl control, UpdateListener listener) {
        return update.run(updates, control, () -> {}, listener);
    }
}
