package org.jettyferry.cli.store;

import java.util.Locale;
import org.jettyferry.cli.terminal.DurationConverter;
import org.jettyferry.store.plan.ExpiryShift;
import picocli.CommandLine.ITypeConverter;

/** Reads {@code auto} or a duration. */
final class ExpiryShiftConverter implements ITypeConverter<ExpiryShift> {
    @Override
    public ExpiryShift convert(String text) {
        return text.strip().toLowerCase(Locale.ROOT).equals("auto")
                ? ExpiryShift.AUTO
                : ExpiryShift.of(new DurationConverter().convert(text));
    }
}
