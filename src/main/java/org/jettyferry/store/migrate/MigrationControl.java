package org.jettyferry.store.migrate;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import org.jettyferry.store.detect.NodeHeartbeats;
import org.jettyferry.store.journal.MigrationListener;
import org.jettyferry.store.plan.MigrationPlan;

/**
 * Options that do not change the result, so an operator may change them at each attempt of a run.
 *
 * @param pace limits of the load on the server
 * @param assumeStopped whether to ignore signs of live nodes
 * @param restart whether to discard an unfinished run first
 * @param backupDir a directory for files with the old tables
 * @param confirm shows the plan to the operator and returns the answer
 * @param listener receives progress and notes
 * @param heartbeats the live nodes of the registry
 * @param maxQuarantined how many sessions may be quarantined before the run refuses to swap
 * @param ignorePublications whether to continue though publications send the run's tables to subscribers
 */
public record MigrationControl(
        RateLimit pace,
        boolean assumeStopped,
        boolean restart,
        Optional<Path> backupDir,
        Predicate<MigrationPlan> confirm,
        MigrationListener listener,
        NodeHeartbeats heartbeats,
        QuarantineLimit maxQuarantined,
        boolean ignorePublications) {

    /** Has the default limit of quarantined sessions and refuses publications. */
    public MigrationControl(
            RateLimit pace,
            boolean assumeStopped,
            boolean restart,
            Optional<Path> backupDir,
            Predicate<MigrationPlan> confirm,
            MigrationListener listener,
            NodeHeartbeats heartbeats) {
        this(pace, assumeStopped, restart, backupDir, confirm, listener, heartbeats, QuarantineLimit.DEFAULT, false);
    }

    /** Has no registry to ask for heartbeats. */
    public MigrationControl(
            RateLimit pace,
            boolean assumeStopped,
            boolean restart,
            Optional<Path> backupDir,
            Predicate<MigrationPlan> confirm,
            MigrationListener listener) {
        this(pace, assumeStopped, restart, backupDir, confirm, listener, NodeHeartbeats.NONE);
    }
}
