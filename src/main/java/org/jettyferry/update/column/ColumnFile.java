package org.jettyferry.update.column;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.update.yaml.YamlFile;

/** Reads the file of a change. {@link #EXAMPLE} shows all its keys. */
public final class ColumnFile {
    /** An example with all keys, a line each. */
    public static final List<String> EXAMPLE = List.of(
            "table: shop_order",
            "old: total_cents",
            "new: total",
            "type: decimal(12,2)",
            "up: total_cents / 100.0",
            "down: total * 100",
            "release: \"2.4\"");

    private static final Set<String> KEYS = Set.of("table", "old", "new", "type", "up", "down", "release");
    private static final Set<String> PER_DATABASE = Set.of("type", "up", "down");
    private static final Set<String> DATABASES = Set.of("postgresql", "mysql", "sqlserver");

    /** Texts and quoted names, in which any character may stand. */
    private static final Pattern QUOTED = Pattern.compile("'(?:[^']|'')*'|\"[^\"]*\"|`[^`]*`|\\[[^\\]]*\\]");

    /** What would end an expression or hide its end. */
    private static final Pattern FOREIGN = Pattern.compile(";|--|/\\*|#|\\$\\w*\\$");

    private ColumnFile() {}

    /**
     * Reads a file.
     *
     * @throws OperatorException if there is none, or it is not valid
     */
    public static ColumnChange read(Path file) {
        YamlFile yaml = new YamlFile(file, "It declares the change of a column. " + example(), example());
        return change(yaml, yaml.values());
    }

    private static ColumnChange change(YamlFile file, Object root) {
        if (!(root instanceof Map<?, ?> map)) {
            throw file.invalid("it must have the keys " + String.join(", ", new TreeSet<>(KEYS)));
        }
        for (Object key : map.keySet()) {
            if (!KEYS.contains(String.valueOf(key))) {
                throw file.invalid("there is no key " + key);
            }
        }
        String oldColumn = only(texts(file, map, "old"));
        String newColumn = only(texts(file, map, "new"));
        if (oldColumn.equalsIgnoreCase(newColumn)) {
            throw file.invalid("old and new are the same column");
        }
        return new ColumnChange(
                only(texts(file, map, "table")),
                oldColumn,
                newColumn,
                expressions(file, map, "type"),
                expressions(file, map, "up"),
                expressions(file, map, "down"),
                only(texts(file, map, "release")));
    }

    private static Map<String, String> expressions(YamlFile file, Map<?, ?> map, String key) {
        Map<String, String> texts = texts(file, map, key);
        for (String text : texts.values()) {
            if (FOREIGN.matcher(QUOTED.matcher(text).replaceAll("''")).find()) {
                throw file.invalid(key + " must be one expression, without comments and semicolons: " + text);
            }
        }
        return texts;
    }

    private static Map<String, String> texts(YamlFile file, Map<?, ?> root, String key) {
        Object value = root.get(key);
        if (value == null) {
            throw file.invalid("the key " + key + " is missing");
        }
        if (value instanceof String text && !text.isBlank()) {
            return Map.of(ColumnChange.ANY, text.strip());
        }
        if (PER_DATABASE.contains(key) && value instanceof Map<?, ?> map && !map.isEmpty()) {
            return perDatabase(file, key, map);
        }
        throw file.invalid(key + " must be a text" + (key.equals("release") ? ", in quotes: \"2.4\"" : ""));
    }

    private static Map<String, String> perDatabase(YamlFile file, String key, Map<?, ?> map) {
        Map<String, String> texts = new HashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String database = String.valueOf(entry.getKey());
            if (!DATABASES.contains(database) || !(entry.getValue() instanceof String text) || text.isBlank()) {
                throw file.invalid(key + " may have a text for postgresql, mysql (MariaDB too) and sqlserver");
            }
            texts.put(database, text.strip());
        }
        return texts;
    }

    private static String only(Map<String, String> texts) {
        return texts.values().iterator().next();
    }

    private static String example() {
        return "It looks like this:\n  " + String.join("\n  ", EXAMPLE);
    }
}
