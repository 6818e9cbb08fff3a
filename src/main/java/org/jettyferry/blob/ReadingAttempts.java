package org.jettyferry.blob;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jettyferry.blob.BlobException.Code;
import org.jettyferry.jetty.BlobLayout;
import org.jspecify.annotations.Nullable;

/** Reads one blob in several ways within the budget of {@link BlobLimits}, and compares what comes out. */
final class ReadingAttempts {
    private final CodecState state;
    private final KnownClasses knownClasses;
    private final SessionReader reader;
    private final BlobLimits limits;

    private BlobLayout layout = BlobLayout.EMPTY;
    private int readings;
    private long bytes;

    ReadingAttempts(CodecState state, KnownClasses knownClasses, SessionReader reader, BlobLimits limits) {
        this.state = state;
        this.knownClasses = knownClasses;
        this.reader = reader;
        this.limits = limits;
    }

    /** Begins with the blob that is open in the codec's state, with the full budget. */
    void begin(BlobLayout newLayout) {
        layout = newLayout;
        readings = 0;
        bytes = 0;
    }

    /** Reads the blob outside of the budget; the codec's state then holds this reading. */
    void read(FieldOrders orders) throws BlobException {
        reader.read(layout, orders);
    }

    /** Reads the blob at the expense of the budget; returns null if that worked. */
    @Nullable
    BlobException attempt(FieldOrders orders) {
        readings++;
        try {
            read(orders);
            bytes += state.source.end;
            return null;
        } catch (BlobException failure) {
            bytes += failure.offset();
            return failure;
        }
    }

    /** Returns whether the budget is used up. */
    boolean isSpent() {
        return readings >= limits.maxReadings() || bytes >= limits.maxReadingBytes();
    }

    /** Returns whether no class can have as many items before its fields as the last reading assumed. */
    boolean hadTooFewItems() {
        return reader.hadTooFewItems();
    }

    /** Returns a number that differs between readings with different events or attributes. */
    long fingerprint() {
        return state.events.fingerprint() * 31 + state.attributes.fingerprint();
    }

    /** Returns whether the last reading met such a class among those in doubt. */
    boolean hasMet(IntPredicate such) {
        for (int i = 0; i < state.classes.count; i++) {
            int id = state.classes.suspect(i);
            if (id >= 0 && such.test(id)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the classes in doubt that the last reading met, in their order, each once. */
    List<Suspect> suspects() {
        Map<Integer, Boolean> primitives = new LinkedHashMap<>();
        for (int i = 0; i < state.classes.count; i++) {
            int id = state.classes.suspect(i);
            if (id >= 0) {
                primitives.merge(id, state.classes.hasPrimitives(i), Boolean::logicalOr);
            }
        }
        return primitives.entrySet().stream()
                .map(one -> new Suspect(one.getKey(), one.getValue()))
                .toList();
    }

    BlobException ambiguous(int id) {
        return new BlobException(
                Code.AMBIGUOUS,
                0,
                "class " + knownClasses.name(id) + " may write its default fields in more than one way here");
    }
}
