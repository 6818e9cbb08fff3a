package org.jettyferry.blob;

/**
 * Checks that a reading that worked is the only one. A wrong reading can pass for a right one if the data of a class
 * happen to look like the grammar; then the right one works as well. So each class that is new to the codec is read in
 * its other orders too:
 *
 * <ul>
 *   <li>none works: the class is proved to write its fields first, and is never checked again;
 *   <li>one works with the same events: the difference does not matter for rewriting; after some such blobs, the
 *       class is not checked any more;
 *   <li>one works with other events: the blob is ambiguous.
 * </ul>
 */
final class ReadingCheck {
    private final ReadingAttempts attempts;
    private final KnownClasses knownClasses;

    ReadingCheck(ReadingAttempts attempts, KnownClasses knownClasses) {
        this.attempts = attempts;
        this.knownClasses = knownClasses;
    }

    /** Checks the reading that the codec's state holds, and leaves the state with that reading. */
    void check(FieldOrders right) throws BlobException {
        if (!attempts.hasMet(id -> isInDoubt(right, id))) {
            return;
        }
        boolean untouched = true;
        long fingerprint = 0;
        for (Suspect suspect : attempts.suspects()) {
            int id = suspect.id();
            if (!isInDoubt(right, id) || attempts.isSpent()) {
                continue;
            }
            fingerprint = untouched ? attempts.fingerprint() : fingerprint;
            untouched = false;
            if (isOnlyReading(right, suspect, fingerprint)) {
                knownClasses.settle(id);
            } else if (!attempts.isSpent()) {
                knownClasses.countAgreement(id);
            }
        }
        if (!untouched) {
            attempts.read(right);
        }
    }

    private boolean isInDoubt(FieldOrders right, int id) {
        return !knownClasses.isSettled(id) && right.of(id) == FieldOrders.FIRST;
    }

    /** Returns whether every other order of a class was tried and failed. */
    private boolean isOnlyReading(FieldOrders right, Suspect suspect, long fingerprint) throws BlobException {
        boolean only = true;
        for (int order = FieldOrders.NONE; order <= suspect.lastOrder(); order++) {
            if (attempts.isSpent()) {
                return false;
            }
            if (attempts.attempt(right.with(suspect.id(), order)) == null) {
                if (attempts.fingerprint() != fingerprint) {
                    throw attempts.ambiguous(suspect.id());
                }
                only = false;
            } else if (order > FieldOrders.NONE && attempts.hadTooFewItems()) {
                return only;
            }
        }
        return only;
    }
}
