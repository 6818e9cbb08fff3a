package org.jettyferry.registry;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jetty.TableNames;

/**
 * The names of a store in the column {@code ferry_server.store_properties}: a line {@code name=value} for each. One column, so
 * that they change with the URL in one statement, and a property that a later program knows needs no change set.
 */
final class StoreProperties {
    private static final int LONGEST = 2000;

    private StoreProperties() {}

    /**
     * Returns the properties with others set; an empty value takes one back.
     *
     * @throws OperatorException if a name is not one of {@link TableNames#properties}, or a value can't be kept
     */
    static Map<String, String> changed(Map<String, String> known, Map<String, String> given) {
        TableNames.unknown(given.keySet()).ifPresent(unknown -> {
            throw new OperatorException(
                    Kind.USAGE,
                    "no table or column of a session store is named by " + unknown,
                    TableNames.knownProperties() + " Nothing was changed.");
        });
        Map<String, String> changed = new TreeMap<>(known);
        given.forEach((name, value) -> changed.put(name, value.trim()));
        changed.values().removeIf(String::isEmpty);
        if (changed.values().stream().anyMatch(value -> value.chars().anyMatch(Character::isISOControl))) {
            throw new OperatorException(
                    Kind.USAGE, "the name of a table or column holds a control character", "Nothing was changed.");
        }
        if (text(changed).length() > LONGEST) {
            throw new OperatorException(
                    Kind.USAGE,
                    "the names of the store have more than " + LONGEST + " characters together",
                    "Nothing was changed.");
        }
        return changed;
    }

    static String text(Map<String, String> properties) {
        return new TreeMap<>(properties)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining("\n"));
    }

    static Map<String, String> parse(String text) {
        return text.lines()
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf('=')), line -> line.substring(line.indexOf('=') + 1)));
    }
}
