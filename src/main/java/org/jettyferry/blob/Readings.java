package org.jettyferry.blob;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jettyferry.blob.BlobException.Code;
import org.jettyferry.jetty.BlobLayout;
import org.jspecify.annotations.Nullable;

/**
 * Finds the one way in which a blob can be read. The stream does not say whether a class with a {@code writeObject} of
 * its own has written its default fields before its own data, as it should. So a blob that can't be read is read again
 * with one class more taken to leave them out, as long as that gets further; and a class that is met for the first time
 * is read in both ways, so that a wrong reading does not pass for a right one. What was found is kept for the next blobs.
 */
final class Readings {
    private static final Set<Code> MAY_BE_MISREAD = EnumSet.of(
            Code.TRUNCATED,
            Code.BAD_LENGTH,
            Code.BAD_REFERENCE,
            Code.BAD_STREAM,
            Code.TRAILING_BYTES,
            Code.UNSUPPORTED,
            Code.TOO_DEEP,
            Code.NAME_NOT_A_STRING);

    private final Workspace work;
    private final ClassMemory memory;
    private final SessionReader reader;
    private final BlobLimits limits;
    private int readings;
    private long bytes;

    Readings(Workspace work, ClassMemory memory, SessionReader reader, BlobLimits limits) {
        this.work = work;
        this.memory = memory;
        this.reader = reader;
        this.limits = limits;
    }

    /** A way of reading that failed, and where. */
    private record Attempt(BitSet without, int failedAt, List<Integer> suspects) {}

    void read(BlobLayout layout) throws BlobException {
        readings = 0;
        bytes = 0;
        BitSet first = (BitSet) memory.leavesOut().clone();
        try {
            reader.read(layout, first);
        } catch (BlobException failure) {
            search(layout, first, failure);
            return;
        }
        check(layout, first);
    }

    /** Reads each class that is new once more in the other way; if that works and makes a difference, nobody can tell. */
    private void check(BlobLayout layout, BitSet right) throws BlobException {
        boolean read = true;
        long print = 0;
        for (int id : suspects()) {
            if (memory.isSettled(id) || right.get(id) || spent()) {
                continue;
            }
            print = read ? fingerprint() : print;
            read = false;
            if (!fails(layout, with(right, id))) {
                if (fingerprint() != print) {
                    throw ambiguous(id);
                }
                memory.bothReadingsAgree(id);
            } else {
                memory.proveThatItWrites(id);
            }
        }
        if (!read) {
            reader.read(layout, right);
        }
    }

    private boolean fails(BlobLayout layout, BitSet without) {
        return attempt(layout, without) != null;
    }

    private void search(BlobLayout layout, BitSet first, BlobException failure) throws BlobException {
        List<Attempt> attempts = new ArrayList<>();
        if (MAY_BE_MISREAD.contains(failure.code())) {
            attempts.add(new Attempt(first, failure.offset(), suspects()));
        }
        BitSet found = first.isEmpty() ? null : asSpecified(layout, attempts);
        Set<BitSet> tried = new HashSet<>();
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
    private @Nullable BitSet asSpecified(BlobLayout layout, List<Attempt> attempts) {
        BitSet none = new BitSet();
        BlobException failure = attempt(layout, none);
        if (failure == null) {
            return none;
        }
        attempts.add(new Attempt(none, failure.offset(), suspects()));
        return null;
    }

    /** Tries one class more than each attempt; answers the only way that works, and notes those that get further. */
    private @Nullable BitSet widen(BlobLayout layout, List<Attempt> attempts, List<Attempt> further, Set<BitSet> tried)
            throws BlobException {
        BitSet found = null;
        long print = 0;
        for (Attempt attempt : attempts) {
            // The class that was met last is the most likely one.
            for (int i = attempt.suspects().size() - 1; i >= 0; i--) {
                int id = attempt.suspects().get(i);
                BitSet without = with(attempt.without(), id);
                if (spent() || attempt.without().get(id) || !tried.add(without)) {
                    continue;
                }
                BlobException failure = attempt(layout, without);
                if (failure == null && found != null && fingerprint() != print) {
                    throw ambiguous(id);
                } else if (failure == null) {
                    found = without;
                    print = fingerprint();
                } else if (failure.offset() > attempt.failedAt()) {
                    further.add(new Attempt(without, failure.offset(), suspects()));
                }
            }
        }
        return found;
    }

    private @Nullable BlobException attempt(BlobLayout layout, BitSet without) {
        readings++;
        try {
            reader.read(layout, without);
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

    /** The classes of the blob, so far as it was read, that may leave out their fields; each once. */
    private List<Integer> suspects() {
        Set<Integer> ids = new LinkedHashSet<>();
        for (int i = 0; i < work.classes.count; i++) {
            int id = work.classes.suspect(i);
            if (id >= 0) {
                ids.add(id);
            }
        }
        return List.copyOf(ids);
    }

    private static BitSet with(BitSet without, int id) {
        BitSet more = (BitSet) without.clone();
        more.set(id);
        return more;
    }

    private BlobException ambiguous(int id) {
        return new BlobException(
                Code.AMBIGUOUS, 0, "class " + memory.name(id) + " may or may not write its default fields here");
    }
}
