package org.jettyferry.cli.registry;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jettyferry.cli.output.MapWriter;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the format of a map, such as {@code haproxy-map}, and offers the formats to shell completion. */
final class MapForms implements ITypeConverter<MapWriter.Form>, Iterable<String> {
    @Override
    public MapWriter.Form convert(String text) {
        return Arrays.stream(MapWriter.Form.values())
                .filter(form -> word(form).equals(text.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException(
                        "'" + text + "' is none of " + words().collect(Collectors.joining(", "))));
    }

    @Override
    public Iterator<String> iterator() {
        return words().iterator();
    }

    private static Stream<String> words() {
        return Arrays.stream(MapWriter.Form.values()).map(MapForms::word);
    }

    private static String word(MapWriter.Form form) {
        return form.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
