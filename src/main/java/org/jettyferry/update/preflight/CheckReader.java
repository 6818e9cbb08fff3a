package org.jettyferry.update.preflight;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jettyferry.jdbc.OperatorException;

/** Reads the file of a check. */
final class CheckReader {
    private static final List<String> KEYS =
            List.of("name", "severity", "when-tables-exist", "query", "expect", "explanation", "remedy", "repair");
    private static final List<String> EXPECTATIONS = List.of("rows", "number", "value");
    private static final int LONGEST_NAME = 100;

    private final YamlFields fields;

    private CheckReader(YamlFields fields) {
        this.fields = fields;
    }

    /**
     * Reads a check.
     *
     * @param name of its file, relative to the folder
     * @throws OperatorException if it is not valid
     */
    static Check read(Path folder, String name) {
        return new CheckReader(YamlFields.read(folder.resolve(name), KEYS)).check(name);
    }

    private Check check(String file) {
        return new Check(
                file,
                name(),
                severity(),
                fields.texts("when-tables-exist"),
                fields.perProduct("query", at -> at::text),
                expected(),
                fields.text("explanation"),
                fields.text("remedy"),
                repair());
    }

    private String name() {
        String name = fields.text("name");
        if (name.length() > LONGEST_NAME || !name.matches("\\S+")) {
            throw fields.invalid("name must be one word of at most " + LONGEST_NAME + " characters");
        }
        return name;
    }

    private Severity severity() {
        String name = fields.value("severity").map(String::valueOf).orElse("error");
        for (Severity severity : Severity.values()) {
            if (severity.toString().equals(name.toLowerCase(Locale.ROOT))) {
                return severity;
            }
        }
        throw fields.invalid("severity is " + name + ", and must be error or warning");
    }

    private Expectation expected() {
        Object expect = fields.value("expect").orElse("no-rows");
        if (expect.equals("no-rows")) {
            return new Expectation.NoRows();
        }
        if (expect instanceof String) {
            throw fields.invalid("expect is " + expect + ", and must be no-rows, or have one of the keys "
                    + String.join(", ", EXPECTATIONS));
        }
        YamlFields below = fields.below("expect", EXPECTATIONS);
        if (below.keys().size() != 1) {
            throw fields.invalid("expect must have one of the keys " + String.join(", ", EXPECTATIONS));
        }
        String key = String.valueOf(below.keys().keySet().iterator().next());
        return switch (key) {
            case "rows" -> new Expectation.RowCount(comparison(below, key));
            case "number" -> new Expectation.NumberIs(comparison(below, key));
            default -> new Expectation.ValueIs(scalar(below, key));
        };
    }

    private Comparison comparison(YamlFields below, String key) {
        String text = scalar(below, key);
        return Comparison.parse(text)
                .orElseThrow(() -> fields.invalid("expect." + key + " is " + text
                        + ", and must be a number or a comparison in" + " quotes, such as \"<= 10\""));
    }

    private String scalar(YamlFields below, String key) {
        Object value = below.value(key).orElse(List.of());
        if (value instanceof String || value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        throw fields.invalid("expect." + key + " must be one value");
    }

    private Optional<PerProduct<List<RowStatement>>> repair() {
        if (fields.value("repair").isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(fields.perProduct("repair", this::statements));
    }

    private Function<String, List<RowStatement>> statements(YamlFields at) {
        return key -> {
            List<String> texts = at.texts(key);
            if (texts.isEmpty()) {
                throw fields.invalid(key + " must be a list of texts");
            }
            return texts.stream().map(this::statement).toList();
        };
    }

    private RowStatement statement(String text) {
        try {
            return RowStatement.parse(text);
        } catch (IllegalArgumentException e) {
            throw fields.invalid(String.valueOf(e.getMessage()));
        }
    }
}
