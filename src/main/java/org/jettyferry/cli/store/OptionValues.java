package org.jettyferry.cli.store;

import java.util.Iterator;
import java.util.Locale;
import java.util.stream.Stream;
import org.jettyferry.store.plan.MigrationOptions;

/**
 * The values that shell completion offers, in lower case as in the help. Picocli would offer the names of Java
 * constants.
 */
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
