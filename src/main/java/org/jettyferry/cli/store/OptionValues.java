package org.jettyferry.cli.store;

import java.util.Iterator;
import java.util.Locale;
import java.util.stream.Stream;
import org.jettyferry.store.plan.MigrationOptions;

/** The values that the completion of a shell offers, as the help has them. picocli would offer the constants of Java. */
abstract class OptionValues implements Iterable<String> {
    private final Enum<?>[] values;

    private OptionValues(Enum<?>... values) {
        this.values = values;
    }

    @Override
    public final Iterator<String> iterator() {
        return Stream.of(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .iterator();
    }

    static final class Directions extends OptionValues {
        Directions() {
            super(MigrationOptions.Direction.values());
        }
    }

    static final class Sessions extends OptionValues {
        Sessions() {
            super(MigrationOptions.Sessions.values());
        }
    }

    static final class Blobs extends OptionValues {
        Blobs() {
            super(MigrationOptions.Blobs.values());
        }
    }
}
