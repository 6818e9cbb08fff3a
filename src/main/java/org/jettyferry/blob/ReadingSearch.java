package org.jettyferry.blob;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jettyferry.blob.BlobException.Code;
import org.jettyferry.jetty.BlobLayout;
import org.jspecify.annotations.Nullable;

/**
 * Finds the one way in which a blob can be read. The stream does not say whether a class with a {@code writeObject} of
 * its own has written its default fields before its own data, as it should, behind some of that, or not at all. So a blob
 * that can't be read is read again with one class more taken to be of the other kinds, as long as that gets further; and a
 * class that is met for the first time is read in every way, so that a wrong reading does not pass for a right one. What was found is kept for the next blobs.
 */
final class ReadingSearch {
    private static final Set<Code> MAY_BE_MISREAD = EnumSet.of(
            Code.TRUNCATED,
            Code.BAD_LENGTH,
            Code.BAD_REFERENCE,
            Code.BAD_STREAM,
            Code.TRAILING_BYTES,
            Code.UNSUPPORTED,
            Code.TOO_DEEP,
            Code.NAME_NOT_A_STRING);

    private final CodecState work;
    private final KnownClasses memory;
    private final SessionReader reader;
    private final BlobLimits limits;
    private int readings;
    private long bytes;

    ReadingSearch(CodecState work, KnownClasses memory, SessionReader reader, BlobLimits limits) {
        this.work = work;
        this.memory = memory;
        this.reader = reader;
        this.limits = limits;
    }

    /** A way of reading that failed, and where. */
    private record Attempt(FieldOrders orders, int failedAt, List<Suspect> suspects) {}

    /**
     * A class whose order of fields is in doubt.
     *
     * @param primitives whether it has fields that are no objects. Without one it does not matter where the fields begin
     */
    record Suspect(int id, boolean primitives) {
        int lastOrder() {
            return primitives ? FieldOrders.LAST : FieldOrders.NONE;
        }
    }

    void read(BlobLayout layout) throws BlobException {
        readings = 0;
        bytes = 0;
        FieldOrders first = memory.orders();
        try {
            reader.read(layout, first);
        } catch (BlobException failure) {
            search(layout, first, failure);
            return;
        }
        check(layout, first);
    }

    /** Reads each class that is new in the other ways too; if one works and makes a difference, nobody can tell. */
    private void check(BlobLayout layout, FieldOrders right) throws BlobException {
        boolean read = true;
        long print = 0;
        for (Suspect suspect : suspects()) {
            int id = suspect.id();
            if (memory.isSettled(id) || right.of(id) != FieldOrders.FIRST || spent()) {
                continue;
            }
            print = read ? fingerprint() : print;
            read = false;
            if (isOnlyWay(layout, right, suspect, print)) {
                memory.proveThatItWrites(id);
            } else if (!spent()) {
                memory.bothReadingsAgree(id);
            }
        }
        if (!read) {
            reader.read(layout, right);
        }
    }

    /** Whether it is proved that the class can't be read in any other way. */
    private boolean isOnlyWay(BlobLayout layout, FieldOrders right, Suspect suspect, long print) throws BlobException {
        boolean only = true;
        for (int order = FieldOrders.NONE; order <= suspect.lastOrder(); order++) {
            if (spent()) {
                return false;
            }
            if (attempt(layout, right.with(suspect.id(), order)) == null) {
                if (fingerprint() != print) {
                    throw ambiguous(suspect.id());
                }
                only = false;
            } else if (order > FieldOrders.NONE && reader.hadTooFewItems()) {
                return only;
            }
        }
        return only;
    }

    private void search(BlobLayout layout, FieldOrders first, BlobException failure) throws BlobException {
        List<Attempt> attempts = new ArrayList<>();
        if (MAY_BE_MISREAD.contains(failure.code())) {
            attempts.add(new Attempt(first, failure.offset(), suspects()));
        }
        FieldOrders found = first.asSpecified() ? null : asSpecified(layout, attempts);
        Set<FieldOrders> tried = new HashSet<>();
        while (found == null && !attempts.isEmpty()) {
            List<Attempt> further = new ArrayList<>();
            found = widen(layout, attempts, further, tried);
            attempts = further;
        }
        if (found == null) {
            throw failure;
        }
        reader.read(layout, found);
        memory.learn(found, suspects());
    }

    /** What was learned may be wrong for this blob: forget it and see. */
    private @Nullable FieldOrders asSpecified(BlobLayout layout, List<Attempt> attempts) {
        FieldOrders none = new FieldOrders();
        BlobException failure = attempt(layout, none);
        if (failure == null) {
            return none;
        }
        attempts.add(new Attempt(none, failure.offset(), suspects()));
        return null;
    }

    /** Tries one class more than each attempt; answers the only way that works, and notes those that get further. */
    private @Nullable FieldOrders widen(
            BlobLayout layout, List<Attempt> attempts, List<Attempt> further, Set<FieldOrders> tried)
            throws BlobException {
        Found found = new Found();
        for (Attempt attempt : attempts) {
            // The class that was met last is the most likely one.
            for (int i = attempt.suspects().size() - 1; i >= 0; i--) {
                Suspect suspect = attempt.suspects().get(i);
                if (attempt.orders().of(suspect.id()) == FieldOrders.FIRST) {
                    widen(layout, attempt, suspect, found, further, tried);
                }
            }
        }
        return found.orders;
    }

    private void widen(
            BlobLayout layout,
            Attempt attempt,
            Suspect suspect,
            Found found,
            List<Attempt> further,
            Set<FieldOrders> tried)
            throws BlobException {
        for (int order = FieldOrders.NONE; order <= suspect.lastOrder(); order++) {
            FieldOrders orders = attempt.orders().with(suspect.id(), order);
            if (spent() || !tried.add(orders)) {
                continue;
            }
            BlobException failure = attempt(layout, orders);
            if (failure == null) {
                found.add(orders, suspect.id());
                continue;
            }
            if (failure.offset() > attempt.failedAt()) {
                further.add(new Attempt(orders, failure.offset(), suspects()));
            }
            if (order > FieldOrders.NONE && reader.hadTooFewItems()) {
                return;
            }
        }
    }

    /** The way that works, so far. */
    private final class Found {
        private @Nullable FieldOrders orders;
        private long print;

        void add(FieldOrders more, int id) throws BlobException {
            if (orders != null && fingerprint() != print) {
                throw ambiguous(id);
            }
            orders = more;
            print = fingerprint();
        }
    }

    private @Nullable BlobException attempt(BlobLayout layout, FieldOrders orders) {
        readings++;
        try {
            reader.read(layout, orders);
            bytes += work.source.end;
            return null;
        } catch (BlobException failure) {
            bytes += failure.offset();
            return failure;
        }
    }

    private boolean spent() {
        return readings >= limits.maxReadings() || bytes >= limits.maxReadingBytes();
    }

    private long fingerprint() {
        return work.events.fingerprint() * 31 + work.attributes.fingerprint();
    }

    /** The classes of the blob, so far as it was read, whose fields may not come first; each once. */
    private List<Suspect> suspects() {
        Map<Integer, Boolean> primitives = new LinkedHashMap<>();
        for (int i = 0; i < work.classes.count; i++) {
            int id = work.classes.suspect(i);
            if (id >= 0) {
                primitives.merge(id, work.classes.hasPrimitives(i), Boolean::logicalOr);
            }
        }
        return primitives.entrySet().stream()
                .map(one -> new Suspect(one.getKey(), one.getValue()))
                .toList();
    }

    private BlobException ambiguous(int id) {
        return new BlobException(
                Code.AMBIGUOUS,
                0,
                "class " + memory.name(id) + " may write its default fields in more than one way here");
    }
}
