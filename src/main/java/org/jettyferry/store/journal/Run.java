package org.jettyferry.store.journal;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.jetty.JettyRelease;

/**
 * A run as the journal records it. Immutable.
 *
 * @param id the time of its start in UTC, by the clock of the machine that began it
 * @param storeTable the session table, with its schema
 * @param kind upgrade or downgrade, or {@link #RESTORE}
 * @param from the release that filled the old rows
 * @param to the release that the new ones are for
 * @param options the options, in one line that is equal only for equal options
 * @param done whether it ended
 * @param step the step to do next
 * @param watermark the key up to which rows are migrated; opaque
 * @param cutoff the moment by which a session counts as expired, milliseconds since 1970
 * @param sourceRows rows of the old table
 * @param sourceCheck a fingerprint that changes when a row of the old table is added, removed or saved; empty if
 *     that does not matter
 * @param tally the counts so far
 */
public record Run(
        String id,
        String storeTable,
        String kind,
        JettyRelease from,
        JettyRelease to,
        String options,
        boolean done,
        Step step,
        Optional<String> watermark,
        long cutoff,
        long sourceRows,
        String sourceCheck,
        Tally tally) {
    /** The kind of a run that puts a backup back in its place. */
    public static final String RESTORE = "restore";

    private static final DateTimeFormatter ID = DateTimeFormatter.ofPattern("yyyyMMddHHmmssSSS");

    /**
     * Returns an id for a run that starts now, by this machine's clock. Only the server's times tell which run is
     * older.
     */
    public static String newId() {
        return ZonedDateTime.now(ZoneOffset.UTC).format(ID);
    }

    /** Returns the options of a run that puts the backup of another one back in place of the store that was found. */
    public static String restoring(String run, String found) {
        return "restore " + run + " over " + found;
    }

    /** The steps in their order. Each may be interrupted and done again. */
    public enum Step {
        CREATE,
        SORT,
        FILL,
        INDEX,
        VERIFY,
        EXPORT,
        SWAP,
        DONE;

        private static final List<Step> ORDER = List.of(values());

        /** Returns the step after this one; the last one has itself. */
        public Step next() {
            return this == DONE ? DONE : ORDER.get(ORDER.indexOf(this) + 1);
        }
    }

    /**
     * The counts of a run.
     *
     * @param rows rows in the new table
     * @param expired rows that were left behind because they had expired
     * @param repaired empty or NULL blobs that became empty sessions
     * @param quarantined rows that could not be migrated
     * @param attributesDropped attributes left behind
     * @param blobBytes bytes of the new blobs
     * @param blobCheck the sum of the checks of the new blobs; 0 where they were copied
     * @param readCheck the sum of the checks of the old blobs as they were read for that
     */
    public record Tally(
            long rows,
            long expired,
            long repaired,
            long quarantined,
            long attributesDropped,
            long blobBytes,
            long blobCheck,
            long readCheck) {
        /** All counts are 0. */
        public static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0, 0, 0);

        /** Returns the number of live rows that are migrated or quarantined. */
        public long settled() {
            return rows + quarantined;
        }

        /** Returns the sums of both. */
        public Tally plus(Tally more) {
            return new Tally(
                    rows + more.rows,
                    expired + more.expired,
                    repaired + more.repaired,
                    quarantined + more.quarantined,
                    attributesDropped + more.attributesDropped,
                    blobBytes + more.blobBytes,
                    blobCheck + more.blobCheck,
                    readCheck + more.readCheck);
        }
    }

    /**
     * Returns the name of a table while a run makes it.
     *
     * @param table its name after the swap
     * @param run the run's id
     */
    public static TableName inTheMaking(TableName table, String run) {
        return table.sibling(table.name() + "_n" + run);
    }

    /**
     * Returns the name of a table after a run has set it aside.
     *
     * @param table its name before the swap
     * @param run the run's id
     */
    public static TableName setAside(TableName table, String run) {
        return table.sibling(table.name() + "_b" + run);
    }

    /** Returns the run whose backup it put back; empty if it migrated rows. */
    public Optional<String> restored() {
        return isMigrate() ? Optional.empty() : Optional.of(options.split(" ", -1)[1]);
    }

    /**
     * Tells whether the old table is unchanged since the run began; always true for a run that keeps no sessions.
     *
     * @param sourceNow the fingerprint of the old table now, before the swap
     */
    public boolean isUpToDate(String sourceNow) {
        return sourceCheck.isEmpty() || sourceCheck.equals(sourceNow);
    }

    /** Tells whether it migrates rows; a restore only renames tables. */
    public boolean isMigrate() {
        return !kind.equals(RESTORE);
    }

    /** Returns the same run with another step to do next. */
    public Run at(Step next) {
        return with(next, watermark, tally);
    }

    /**
     * Returns the same run further on.
     *
     * @param next the step to do next; the run is done if it is {@link Step#DONE}
     * @param newWatermark the key up to which rows are migrated; opaque
     * @param newTally the counts so far
     */
    public Run with(Step next, Optional<String> newWatermark, Tally newTally) {
        return new Run(
                id,
                storeTable,
                kind,
                from,
                to,
                options,
                next == Step.DONE,
                next,
                newWatermark,
                cutoff,
                sourceRows,
                sourceCheck,
                newTally);
    }
}
