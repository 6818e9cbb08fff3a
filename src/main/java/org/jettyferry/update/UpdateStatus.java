package org.jettyferry.update;

import java.util.List;
import org.jettyferry.changelog.PendingChangeSet;

/**
 * What a schema lacks.
 *
 * @param schema the schema
 * @param pending the updates that have not run, in their order
 * @param transactional whether DDL takes part in transactions there, so that a failed change set leaves nothing behind
 */
public record UpdateStatus(String schema, List<PendingUpdate> pending, boolean transactional) {
    /** Returns whether nothing is to be done. */
    public boolean isUpToDate() {
        return pending.isEmpty();
    }

    /** Returns the change sets among the pending updates. */
    public List<PendingChangeSet> changeSets() {
        return pending.stream()
                .filter(PendingUpdate.ChangeSet.class::isInstance)
                .map(update -> ((PendingUpdate.ChangeSet) update).changeSet())
                .toList();
    }

    /** Returns the pending updates that can't be taken back when they have run. */
    public List<PendingUpdate> notRevertible() {
        return pending.stream()
                .filter(update -> update.revertibility() == Revertibility.NO)
                .toList();
    }
}
