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
 * Everything that a run will do, as statements of this database. Making one changes nothing.
 *
 * @param options what was asked for
 * @param evidence the store as it is
 * @param from how the old rows are filled
 * @param to how the new ones will be
 * @param names of all tables
 * @param target what the new tables look like
 * @param blueprint how they are made
 * @param webApps what becomes of context paths and hosts
 * @param expiry what the stop does to the sessions
 * @param forecast what a run will not be able to migrate
 * @param warnings what an operator should read before saying yes
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
    /** What a small server does; only for the estimate. */
    private static final long BYTES_PER_SECOND = 40_000_000;

    public MigrationPlan {
        warnings = List.copyOf(warnings);
    }

    /** Whether the blobs go through the codec. */
    public boolean rewrites() {
        return options.blobs() == MigrationOptions.Blobs.REWRITE;
    }

    /** Whether the sessions come along; else the new tables stay empty. */
    public boolean keepsSessions() {
        return options.sessions() == MigrationOptions.Sessions.KEEP;
    }

    /** Whether a table of ids is made: generation 1 has one. */
    public boolean makesIds() {
        return to.generation() == Generation.ONE;
    }

    /** The same plan with a forecast, and what follows from it. */
    MigrationPlan with(Forecast found) {
        List<String> all = new ArrayList<>(warnings);
        found.warning().ifPresent(all::add);
        return new MigrationPlan(options, evidence, from, to, names, target, blueprint, webApps, expiry, found, all);
    }

    /** The same plan with another table as the new one. */
    MigrationPlan into(TableName table) {
        TargetTables.Target other = new TargetTables.Target(
                target.conventions(), table, table, target.ids(), target.idsColumn(), target.columns(), target.types());
        return new MigrationPlan(
                options, evidence, from, to, names, other, blueprint, webApps, expiry, forecast, warnings);
    }

    /** The same plan, keeping what belongs to the old tables, with more to read before saying yes. */
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

    /** The old table whose owner and rights a new one gets: that of ids had none of its own where it was missing. */
    public TableName modelOf(TableName made) {
        return made.equals(names.newIds()) && evidence.ids().isPresent() ? names.ids() : names.sessions();
    }

    /** Rows that will be migrated if none is refused. */
    public long rowsToMigrate() {
        if (!keepsSessions()) {
            return 0;
        }
        return evidence.survey().rows() - (options.keepExpired() ? 0 : expiry.expired());
    }

    /** What the old tables will be called when they are set aside. */
    public List<TableName> backups() {
        return evidence.ids().isPresent() ? List.of(names.oldSessions(), names.oldIds()) : List.of(names.oldSessions());
    }

    /** The tables that are made. */
    public List<TableName> newTables() {
        return makesIds() ? List.of(names.newSessions(), names.newIds()) : List.of(names.newSessions());
    }

    /** What the new tables will take beside the old ones, as far as can be told. */
    public long roomBytes() {
        return keepsSessions() ? evidence.bytes() : 0;
    }

    /**
     * A rough guess, in seconds.
     *
     * @param maxRowsPerSecond the limit that is asked for
     */
    public long estimatedSeconds(OptionalInt maxRowsPerSecond) {
        if (!keepsSessions()) {
            return 1;
        }
        long bytes = evidence.survey().blobBytes() + evidence.survey().rows() * 300;
        long slowed = maxRowsPerSecond.isPresent() ? rowsToMigrate() / maxRowsPerSecond.getAsInt() : 0;
        return Math.max(1 + bytes / BYTES_PER_SECOND, slowed);
    }

    Conversion conversion(String alias, Dialect dialect) {
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

    /** The blob of a session without attributes, as the target writes it. */
    static byte[] emptyBlob(BlobLayout layout) {
        try {
            return new BlobCodec(BlobOptions.DEFAULT).transcode(null, 0, layout).toByteArray();
        } catch (BlobException e) {
            throw new IllegalStateException("an empty session can always be written", e);
        }
    }
}
