package org.jettyferry.cli.terminal;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a duration such as {@code 14d}, {@code 12h} or {@code 30m}, or one in ISO 8601. */
public final class DurationConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
        String upper = text.strip().toUpperCase(Locale.ROOT);
        try {
            Duration duration = Duration.parse(iso(upper));
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            // The message below is clearer.
        }
        throw new TypeConversionException("'" + text + "' is not a duration such as 14d, 12h or 30m");
    }

    private static String iso(String text) {
        if (text.startsWith("P")) {
            return text;
        }
        return text.endsWith("D") ? "P" + text : "PT" + text;
    }
}
