package org.jettyferry.store.journal;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.jetty.JettyRelease;

/**
 * A run as the journal knows it.
 *
 * @param id its name: the moment of its start, in UTC, as the machine that began it saw it
 * @param storeTable the session table, with its schema
 * @param kind upgrade or downgrade, or {@link #RESTORE}
 * @param from the release that filled the old rows
 * @param to the release that the new ones are for
 * @param options what was asked for, in one line that is equal only for equal options
 * @param done whether it ended
 * @param step the step that is to be done next
 * @param watermark the key up to which rows are migrated; opaque
 * @param cutoff the moment by which a session counts as expired, milliseconds since 1970
 * @param sourceRows rows of the old table
 * @param sourceCheck what changes when any row of the old table is added, removed or saved; empty if that doesn't matter
 * @param tally what was done so far
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

    /** The id of a run that starts now, by this machine's clock: it names the run, and does not tell its age. */
    public static String newId() {
        return ZonedDateTime.now(ZoneOffset.UTC).format(ID);
    }

    /** The options of a run that puts the backup of another one back, in the place of what was found. */
    public static String restoring(String run, String found) {
        return "restore " + run + " over " + found;
    }

    /** The steps in their order. Every one may be cut off and done again. */
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

        /** The step after this one; after the last there is none but itself. */
        public Step next() {
            return this == DONE ? DONE : ORDER.get(ORDER.indexOf(this) + 1);
        }
    }

    /**
     * Counts.
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
        /** Nothing was done yet. */
        public static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0, 0, 0);

        /** Live rows that are done with: migrated or quarantined. */
        public long settled() {
            return rows + quarantined;
        }

        /** The sums of both. */
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
     * What a table is called while a run makes it.
     *
     * @param table what it will be called
     * @param run the run's id
     */
    public static TableName inTheMaking(TableName table, String run) {
        return table.sibling(table.name() + "_n" + run);
    }

    /**
     * What a table is called once a run has set it aside.
     *
     * @param table what it was called
     * @param run the run's id
     */
    public static TableName setAside(TableName table, String run) {
        return table.sibling(table.name() + "_b" + run);
    }

    /** The run whose backup it put back in its place; empty if it migrated rows. */
    public Optional<String> restored() {
        return isMigrate() ? Optional.empty() : Optional.of(options.split(" ", -1)[1]);
    }

    /**
     * Whether what it has migrated is still what it should migrate; a run that leaves all sessions behind does not care.
     *
     * @param sourceNow what {@code sourceCheck} would be now, before the swap
     */
    public boolean isUpToDate(String sourceNow) {
        return sourceCheck.isEmpty() || sourceCheck.equals(sourceNow);
    }

    /** Whether it migrated rows; a restore only renames tables. */
    public boolean isMigrate() {
        return !kind.equals(RESTORE);
    }

    /** The same run with another step to do next; done if there is none. */
    public Run at(Step next) {
        return with(next, watermark, tally);
    }

    /**
     * The same run further on.
     *
     * @param next the step that is to be done next; the run is done if it is {@link Step#DONE}
     * @param newWatermark the key up to which rows are migrated; opaque
     * @param newTally what was done so far
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
