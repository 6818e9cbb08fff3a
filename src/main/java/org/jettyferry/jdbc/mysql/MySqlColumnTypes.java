package org.jettyferry.jdbc.mysql;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares the value of a column with an expression as if the expression had been stored in the column: rounded to its
 * digits, and to the byte. No cast of these servers takes the type of a column as it stands.
 */
final class MySqlColumnTypes {
    private static final Pattern TYPE = Pattern.compile("(\\w+)(\\([^)]*\\))?(.*)", Pattern.DOTALL);

    private MySqlColumnTypes() {}

    /** Returns the condition, which is true for two NULLs; empty if values of this type can't be compared exactly. */
    static Optional<String> same(String value, String expression, String type) {
        Matcher parts = TYPE.matcher(type.toLowerCase(Locale.ROOT).strip());
        if (!parts.matches()) {
            return Optional.empty();
        }
        String digits = parts.group(2) == null ? "" : parts.group(2);
        String rest = parts.group(3);
        return switch (parts.group(1)) {
            case "tinyint", "smallint", "mediumint", "int", "integer", "bigint", "boolean", "bool" ->
                number(value, expression, rest.contains("unsigned") ? "unsigned" : "signed");
            case "bit", "year" -> number(value, expression, "unsigned");
            case "decimal", "numeric", "dec" -> number(value, expression, "decimal" + digits);
            case "double" -> Optional.of("(" + value + " <=> (" + expression + ") + 0e0)");
            case "date", "datetime", "time" -> number(value, expression, parts.group(1) + digits);
            case "timestamp" -> number(value, expression, "datetime" + digits);
            case "json" -> number(value, expression, "json");
            case "char" -> text(value, "rtrim(" + expression + ")");
            case "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set" -> text(value, expression);
            case "binary" -> number(value, expression, "binary" + digits);
            case "varbinary", "tinyblob", "blob", "mediumblob", "longblob" -> number(value, expression, "binary");
            default -> Optional.empty();
        };
    }

    private static Optional<String> number(String value, String expression, String cast) {
        return Optional.of("(" + value + " <=> cast(" + expression + " as " + cast + "))");
    }

    /** Compares bytes: to a collation, values that differ in case or trailing blanks may be equal. */
    private static Optional<String> text(String value, String expression) {
        return Optional.of("(cast(convert(" + value + " using utf8mb4) as binary) <=> cast(convert(" + expression
                + " using utf8mb4) as binary))");
    }
}
