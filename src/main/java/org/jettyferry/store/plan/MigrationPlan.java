package org.jettyferry.store.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jettyferry.blob.BlobCodec;
import org.jettyferry.blob.BlobException;
import org.jettyferry.blob.BlobOptions;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.TableInventory;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.jetty.BlobLayout;
import org.jettyferry.jetty.Generation;
import org.jettyferry.jetty.RowConventions;
import org.jettyferry.store.detect.Evidence;

/**
 * Everything that a run will do, as statements for this database. Making a plan changes nothing.
 *
 * @param options of the run
 * @param evidence the store as it was detected
 * @param from the conventions of the old rows
 * @param to the conventions of the new rows
 * @param names of all tables
 * @param target the layout of the new tables
 * @param blueprint the statements that make them
 * @param webApps the conversion of context paths and hosts
 * @param expiry the effect of the stop on the sessions
 * @param forecast how much cannot be migrated
 * @param warnings to be read before the operator confirms
 */
public record MigrationPlan(
        MigrationOptions options,
        Evidence evidence,
        RowConventions from,
        RowConventions to,
        RunTableNames names,
        TargetTables.Target target,
        TargetTables blueprint,
        WebAppMap webApps,
        Expiry expiry,
        Forecast forecast,
        List<String> warnings) {
    /** Throughput of a small server; for the estimate only. */
    private static final long BYTES_PER_SECOND = 40_000_000;

    public MigrationPlan {
        warnings = List.copyOf(warnings);
    }

    /** Returns whether the blobs go through the codec. */
    public boolean rewrites() {
        return options.blobs() == MigrationOptions.Blobs.REWRITE;
    }

    /** Returns whether the sessions are migrated; otherwise the new tables stay empty. */
    public boolean keepsSessions() {
        return options.sessions() == MigrationOptions.Sessions.KEEP;
    }

    /** Returns whether a table of ids is made: only generation 1 has one. */
    public boolean makesIds() {
        return to.generation() == Generation.ONE;
    }

    /** Returns the plan with a forecast and its warning. */
    MigrationPlan with(Forecast found) {
        List<String> all = new ArrayList<>(warnings);
        found.warning().ifPresent(all::add);
        return new MigrationPlan(options, evidence, from, to, names, target, blueprint, webApps, expiry, found, all);
    }

    /** Returns the plan with another table as the new one. */
    MigrationPlan into(TableName table) {
        TargetTables.Target other = new TargetTables.Target(
                target.conventions(), table, table, target.ids(), target.idsColumn(), target.columns(), target.types());
        return new MigrationPlan(
                options, evidence, from, to, names, other, blueprint, webApps, expiry, forecast, warnings);
    }

    /** Returns the plan that keeps indexes, constraints and rights of the old tables, with more warnings. */
    MigrationPlan keeping(List<TableInventory> inventories, List<String> more) {
        List<String> all = new ArrayList<>(warnings);
        all.addAll(more);
        return new MigrationPlan(
                options,
                evidence,
                from,
                to,
                names,
                target,
                blueprint.keeping(inventories),
                webApps,
                expiry,
                forecast,
                all);
    }

    /**
     * Returns the old table whose owner and rights a new table gets; a table of ids that is new in this store gets
     * those of the sessions.
     */
    public TableName modelOf(TableName made) {
        return made.equals(names.newIds()) && evidence.ids().isPresent() ? names.ids() : names.sessions();
    }

    /** Returns the rows that will be migrated if none is refused. */
    public long rowsToMigrate() {
        if (!keepsSessions()) {
            return 0;
        }
        return evidence.survey().rows() - (options.keepExpired() ? 0 : expiry.expired());
    }

    /** Returns the names of the old tables after the swap. */
    public List<TableName> backups() {
        return evidence.ids().isPresent() ? List.of(names.oldSessions(), names.oldIds()) : List.of(names.oldSessions());
    }

    /** Returns the tables that are made. */
    public List<TableName> newTables() {
        return makesIds() ? List.of(names.newSessions(), names.newIds()) : List.of(names.newSessions());
    }

    /** Returns the estimated size of the new tables, which need room beside the old ones. */
    public long roomBytes() {
        return keepsSessions() ? evidence.bytes() : 0;
    }

    /**
     * Returns a rough estimate of the duration.
     *
     * @param maxRowsPerSecond the rate limit, if any
     */
    public long estimatedSeconds(OptionalInt maxRowsPerSecond) {
        if (!keepsSessions()) {
            return 1;
        }
        long bytes = evidence.survey().blobBytes() + evidence.survey().rows() * 300;
        long slowed = maxRowsPerSecond.isPresent() ? rowsToMigrate() / maxRowsPerSecond.getAsInt() : 0;
        return Math.max(1 + bytes / BYTES_PER_SECOND, slowed);
    }

    /** Returns the conversion; {@code alias} is that of the old table. */
    public Conversion conversion(String alias, Dialect dialect) {
        return new Conversion(
                alias,
                dialect,
                evidence.sessions(),
                from,
                to,
                webApps,
                options.defaultMaxInterval().toSeconds(),
                options.shiftMillis());
    }

    /** Returns the blob of a session without attributes, as the target writes it. */
    static byte[] emptyBlob(BlobLayout layout) {
        try {
            return new BlobCodec(BlobOptions.DEFAULT).transcode(null, 0, layout).toByteArray();
        } catch (BlobException e) {
            throw new IllegalStateException("an empty session can always be written", e);
        }
    }
}
