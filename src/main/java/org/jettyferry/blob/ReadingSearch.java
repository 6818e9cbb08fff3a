package org.jettyferry.blob;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jettyferry.blob.BlobException.Code;
import org.jettyferry.jetty.BlobLayout;
import org.jspecify.annotations.Nullable;

/**
 * Finds the only reading of a blob that works.
 *
 * <p><b>Why there is something to search.</b> A class description has a flag for "this class has a {@code writeObject}
 * method". The specification says that such a class writes its default fields first and then data of its own, up to an
 * end mark. The stream does not mark where one ends and the other begins, and some classes break the rule: of 1,160
 * popular libraries, 30 have a class that leaves its fields out (Jackson, okio, Joda, commons-math), and dom4j writes
 * them behind objects of its own. {@code okio.ByteString}, for example, declares one field, {@code byte[] data}, and
 * writes
 *
 * <pre>{@code
 *   72 000f okio.ByteString <uid> 03 0001 5b 0004 data ...   class description: writeObject, one object field
 *   77 08 00000004 cafe0071                                  block data: a length and four bytes
 *   78                                                       end mark
 * }</pre>
 *
 * <p>Read as specified, byte {@code 77} should begin the value of {@code data}. No object begins with {@code 77}, so
 * the reading fails there. Read with the fields left out, it is block data, and all fits.
 *
 * <p><b>Search.</b> For each class in doubt there are {@link FieldOrders}: first, none, or behind 1 to 8 items of its
 * own. The first attempt uses what the codec knows, else "first". If it fails in a way that a misreading may cause, the
 * search goes on breadth first:
 *
 * <pre>{@code
 *   round 0   {}                      fails at byte 310, classes met so far: A, B
 *   round 1   {B: none}               fails at byte 290    worse: given up
 *             {B: behind one item}    fails at byte 300    worse: given up
 *             {A: none}               fails at byte 512    further: goes to round 2 (now C was met too)
 *             {A: behind one item}    has no such item     no need to try two, three...
 *   round 2   {A: none, C: none}      works
 *             {A: none, B: none}      fails
 * }</pre>
 *
 * <p>A round is completed even after an attempt worked: a second one that works with other events makes the blob
 * ambiguous. Only attempts that fail further on than the one before are extended; that keeps the search small. The
 * budget ends it in any case, and then the first failure is reported.
 *
 * <p><b>Afterwards.</b> What was found is kept in {@link KnownClasses} and is the first attempt for the next blob, so a
 * table with a million rows pays for the search once. A reading that worked at once goes through {@link ReadingCheck}.
 */
final class ReadingSearch {
    /** Failures that a wrong order of fields may cause. Others have the same cause in every reading. */
    private static final Set<Code> MAY_BE_MISREAD = EnumSet.of(
            Code.TRUNCATED,
            Code.BAD_LENGTH,
            Code.BAD_REFERENCE,
            Code.BAD_STREAM,
            Code.TRAILING_BYTES,
            Code.UNSUPPORTED,
            Code.TOO_DEEP,
            Code.NAME_NOT_A_STRING);

    private final KnownClasses knownClasses;
    private final ReadingAttempts attempts;
    private final ReadingCheck check;

    ReadingSearch(KnownClasses knownClasses, ReadingAttempts attempts) {
        this.knownClasses = knownClasses;
        this.attempts = attempts;
        check = new ReadingCheck(attempts, knownClasses);
    }

    /** A reading that failed, where it did, and the classes in doubt that it had met by then. */
    private record Failed(FieldOrders orders, int failedAt, List<Suspect> suspects) {}

    /** Reads the blob that is open in the codec's state; the state then holds the only reading that works. */
    void read(BlobLayout layout) throws BlobException {
        attempts.begin(layout);
        FieldOrders first = knownClasses.orders();
        try {
            attempts.read(first);
        } catch (BlobException failure) {
            search(first, failure);
            return;
        }
        check.check(first);
    }

    private void search(FieldOrders first, BlobException failure) throws BlobException {
        List<Failed> open = new ArrayList<>();
        if (MAY_BE_MISREAD.contains(failure.code())) {
            open.add(new Failed(first, failure.offset(), attempts.suspects()));
        }
        FieldOrders found = first.asSpecified() ? null : readAsSpecified(open);
        Set<FieldOrders> tried = new HashSet<>();
        while (found == null && !open.isEmpty()) {
            Round round = new Round(tried);
            for (Failed failed : open) {
                round.extend(failed);
            }
            found = round.found;
            open = round.further;
        }
        if (found == null) {
            throw failure;
        }
        attempts.read(found);
        knownClasses.learn(found, attempts.suspects());
    }

    /** Tries the reading of the specification: what the codec has learned may be wrong for this blob. */
    private @Nullable FieldOrders readAsSpecified(List<Failed> open) {
        FieldOrders specified = new FieldOrders();
        BlobException failure = attempts.attempt(specified);
        if (failure == null) {
            return specified;
        }
        open.add(new Failed(specified, failure.offset(), attempts.suspects()));
        return null;
    }

    /** One round of the search: each open reading with one class more in another order. */
    private final class Round {
        private final Set<FieldOrders> tried;
        private final List<Failed> further = new ArrayList<>();
        private @Nullable FieldOrders found;
        private long fingerprint;

        Round(Set<FieldOrders> tried) {
            this.tried = tried;
        }

        void extend(Failed failed) throws BlobException {
            // The class that was met last is the most likely one.
            for (int i = failed.suspects().size() - 1; i >= 0; i--) {
                Suspect suspect = failed.suspects().get(i);
                if (failed.orders().of(suspect.id()) == FieldOrders.FIRST) {
                    extend(failed, suspect);
                }
            }
        }

        private void extend(Failed failed, Suspect suspect) throws BlobException {
            for (int order = FieldOrders.NONE; order <= suspect.lastOrder(); order++) {
                FieldOrders orders = failed.orders().with(suspect.id(), order);
                if (attempts.isSpent() || !tried.add(orders)) {
                    continue;
                }
                BlobException failure = attempts.attempt(orders);
                if (failure == null) {
                    accept(orders, suspect.id());
                    continue;
                }
                if (failure.offset() > failed.failedAt()) {
                    further.add(new Failed(orders, failure.offset(), attempts.suspects()));
                }
                if (order > FieldOrders.NONE && attempts.hadTooFewItems()) {
                    return;
                }
            }
        }

        private void accept(FieldOrders orders, int id) throws BlobException {
            if (found != null && attempts.fingerprint() != fingerprint) {
                throw attempts.ambiguous(id);
            }
            found = orders;
            fingerprint = attempts.fingerprint();
        }
    }
}
