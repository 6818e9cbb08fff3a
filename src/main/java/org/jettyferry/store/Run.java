package org.jettyferry.store;

import java.util.List;
import java.util.Optional;
import org.jettyferry.session.JettyRelease;

/**
 * A run as the journal knows it.
 *
 * @param id its name: the moment of its start, in UTC
 * @param storeTable the session table, with its schema
 * @param kind upgrade or downgrade
 * @param from the release that filled the old rows
 * @param to the release that the new ones are for
 * @param options as {@link CarryOptions#canonical()}
 * @param done whether it ended
 * @param step the step that is to be done next
 * @param watermark the key up to which rows are carried; opaque
 * @param cutoff the moment by which a session counts as expired, milliseconds since 1970
 * @param sourceRows rows of the old table
 * @param sourceCheck {@link Survey#check()} of the old table
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

        Step next() {
            return this == DONE ? DONE : ORDER.get(ORDER.indexOf(this) + 1);
        }
    }

    /**
     * Counts.
     *
     * @param rows rows in the new table
     * @param expired rows that were left behind because they had expired
     * @param repaired empty or NULL blobs that became empty sessions
     * @param quarantined rows that could not be carried
     * @param attributesDropped attributes left behind
     * @param blobBytes bytes of the new blobs
     * @param blobCheck the sum of the checks of the new blobs; 0 where they were copied
     */
    public record Tally(
            long rows,
            long expired,
            long repaired,
            long quarantined,
            long attributesDropped,
            long blobBytes,
            long blobCheck) {
        static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0, 0);

        Tally plus(Tally more) {
            return new Tally(
                    rows + more.rows,
                    expired + more.expired,
                    repaired + more.repaired,
                    quarantined + more.quarantined,
                    attributesDropped + more.attributesDropped,
                    blobBytes + more.blobBytes,
                    blobCheck + more.blobCheck);
        }
    }

    /** Whether it carried rows; a restore only renames tables. */
    boolean isCarry() {
        return !kind.equals("restore");
    }

    Run at(Step next) {
        return with(next, watermark, tally);
    }

    Run with(Step next, Optional<String> newWatermark, Tally newTally) {
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
