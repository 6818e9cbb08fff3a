package org.jettyferry.store.plan;

import java.util.ArrayList;
import java.util.List;
import org.jettyferry.jdbc.Rename;
import org.jettyferry.jdbc.TableName;

/**
 * The exchange of the old tables for the new ones, and its reversal.
 *
 * @param names of all tables
 * @param hadIds whether there was an old table of ids
 * @param makesIds whether there is a new one
 */
public record Swap(RunTableNames names, boolean hadIds, boolean makesIds) {

    /** Returns the exchange at the end of a plan. */
    public static Swap of(MigrationPlan plan) {
        return new Swap(plan.names(), plan.evidence().ids().isPresent(), plan.makesIds());
    }

    /** Returns the renames that set the old tables aside and put the new ones in their place. */
    public List<Rename> forth() {
        List<Rename> renames = new ArrayList<>();
        renames.add(rename(names.sessions(), names.oldSessions()));
        if (hadIds) {
            renames.add(rename(names.ids(), names.oldIds()));
        }
        renames.add(rename(names.newSessions(), names.sessions()));
        if (makesIds) {
            renames.add(rename(names.newIds(), names.ids()));
        }
        return renames;
    }

    /** Returns the renames that undo the exchange; the new tables get their temporary names again. */
    public List<Rename> back() {
        List<Rename> renames = new ArrayList<>();
        if (makesIds) {
            renames.add(rename(names.ids(), names.newIds()));
        }
        renames.add(rename(names.sessions(), names.newSessions()));
        if (hadIds) {
            renames.add(rename(names.oldIds(), names.ids()));
        }
        renames.add(rename(names.oldSessions(), names.sessions()));
        return renames;
    }

    private static Rename rename(TableName from, TableName to) {
        return new Rename(from, to.name());
    }
}
