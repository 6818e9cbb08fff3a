package org.jettyferry.store.migrate;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import org.jettyferry.store.detect.NodeHeartbeats;
import org.jettyferry.store.journal.MigrationListener;
import org.jettyferry.store.plan.MigrationPlan;

/**
 * What an operator may say anew at each attempt of a run.
 *
 * @param pace how hard the server may be worked
 * @param assumeStopped whether the signs of living nodes are to be ignored
 * @param restart whether an unfinished run is to be thrown away first
 * @param backupDir where to write the old tables to a file as well
 * @param confirm is shown the plan and says yes or no
 * @param listener is told how it goes
 * @param heartbeats the nodes that tell of themselves
 * @param maxQuarantined how many sessions may be set aside before the tables are not swapped
 * @param ignorePublications whether the run goes on though publications send its tables to subscribers
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

    /** With the usual limit of quarantined sessions, and where no publication may send the run's tables. */
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

    /** Without anybody who knows of heartbeats. */
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
