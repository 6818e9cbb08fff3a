package org.jettyferry.update;

import java.util.List;
import org.jettyferry.changelog.PendingChangeSet;

/**
 * What a schema lacks.
 *
 * @param schema the schema
 * @param pending the change sets that have not run, in their order
 * @param transactional whether DDL takes part in transactions there, so that a failed update leaves nothing behind
 */
public record UpdateStatus(String schema, List<PendingChangeSet> pending, boolean transactional) {
    /** Returns whether nothing is to be done. */
    public boolean isUpToDate() {
        return pending.isEmpty();
    }
}
