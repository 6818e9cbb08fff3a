package org.jettyferry.cli.store;

import org.jettyferry.store.migrate.QuarantineLimit;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a number of sessions or a percentage of all: {@code 25}, {@code 2%}. */
final class QuarantineLimitConverter implements ITypeConverter<QuarantineLimit> {
    @Override
    public QuarantineLimit convert(String text) {
        String number = text.strip();
        try {
            if (number.endsWith("%")) {
                double percent = Double.parseDouble(number.substring(0, number.length() - 1));
                if (percent >= 0 && percent <= 100) {
                    return QuarantineLimit.ofPercent(percent);
                }
            } else if (Long.parseLong(number) >= 0) {
                return QuarantineLimit.of(Long.parseLong(number));
            }
        } catch (NumberFormatException e) {
            // The message below is clearer.
        }
        throw new TypeConversionException("'" + text + "' is neither a number of sessions nor a percentage such as 2%");
    }
}
