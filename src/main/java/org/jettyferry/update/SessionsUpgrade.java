package org.jettyferry.update;

import java.util.Optional;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.store.SessionStore;
import org.jettyferry.store.detect.Detection;
import org.jettyferry.store.detect.NodeHeartbeats;
import org.jettyferry.store.journal.MigrationListener;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.migrate.MigrationControl;
import org.jettyferry.store.migrate.MigrationResult;
import org.jettyferry.store.migrate.RateLimit;
import org.jettyferry.store.plan.MigrationOptions;

/**
 * The upgrade of the session store as one of the updates of its schema: {@code ferry upgrade} with its defaults, for the tables
 * that the update names. It has a journal of its own, so a killed run goes on by itself.
 */
final class SessionsUpgrade {
    private final SessionStore store;
    private final MigrationOptions options;
    private final String name;

    SessionsUpgrade(Database database, Update.Sessions update) {
        this.store = new SessionStore(database, update.names());
        this.options = MigrationOptions.upgrade(update.to());
        this.name = new PendingUpdate.Sessions(update).name();
    }

    /** Returns whether the schema holds a session store that is not yet as the release needs it. */
    boolean isPending() {
        return !(store.detect() instanceof Detection.Absent)
                && store.already(options).isEmpty();
    }

    /**
     * Upgrades the store.
     *
     * @throws OperatorException if it is refused or fails; the message says what was kept
     */
    void run(NodeHeartbeats heartbeats, UpdateListener listener) {
        listener.begins(name);
        MigrationControl control = new MigrationControl(
                RateLimit.full(), false, false, Optional.empty(), plan -> true, new Progress(listener), heartbeats);
        MigrationResult result = store.migrate(options, control)
                .orElseThrow(() -> new OperatorException(Kind.FAILED, "nobody confirmed the upgrade", ""));
        if (!result.complete()) {
            long refused = result.quarantine().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            listener.tell((refused == 1 ? "1 session" : refused + " sessions")
                    + " could not be read: in quarantine, see `ferry retry`");
        }
    }

    /** Tells what a migration notes, and which step begins. */
    private record Progress(UpdateListener listener) implements MigrationListener {
        @Override
        public void note(String sentence) {
            listener.tell(sentence);
        }

        @Override
        public void step(Run.Step step, String what) {
            listener.tell("session store: " + what);
        }

        @Override
        public void progress(long done, long total) {
            // a line for each chunk would fill the log
        }
    }
}
