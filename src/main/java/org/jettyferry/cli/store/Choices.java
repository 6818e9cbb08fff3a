package org.jettyferry.cli.store;

import java.util.Iterator;
import java.util.Locale;
import java.util.stream.Stream;
import org.jettyferry.store.plan.CarryOptions;

/** The values that the completion of a shell offers, as the help has them. picocli would offer the constants of Java. */
abstract class Choices implements Iterable<String> {
    private final Enum<?>[] values;

    private Choices(Enum<?>... values) {
        this.values = values;
    }

    @Override
    public final Iterator<String> iterator() {
        return Stream.of(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .iterator();
    }

    static final class Directions extends Choices {
        Directions() {
            super(CarryOptions.Direction.values());
        }
    }

    static final class Sessions extends Choices {
        Sessions() {
            super(CarryOptions.Sessions.values());
        }
    }

    static final class Blobs extends Choices {
        Blobs() {
            super(CarryOptions.Blobs.values());
        }
    }
}
