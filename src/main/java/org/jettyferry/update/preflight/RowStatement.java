package org.jettyferry.update.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement of a repair. Its parameters have names, such as {@code :order_id}, and are bound for each row.
 *
 * @param text as the file has it
 * @param sql for JDBC
 * @param parameters their names in the order of their places in {@code sql}
 */
public record RowStatement(String text, String sql, List<String> parameters) {
    /** Others may commit by themselves, and the row and its record would no longer be one transaction. */
    private static final Set<String> ALLOWED = Set.of("insert", "update", "delete", "merge", "replace", "with");

    /** Texts, quoted names and comments; then what has a meaning outside of them. */
    private static final Pattern TOKEN = Pattern.compile(
            "'[^']*+(?:''[^']*+)*+'|\"[^\"]*+(?:\"\"[^\"]*+)*+\"|`[^`]*+`|\\$(\\w*)\\$.*?\\$\\1\\$|--[^\n]*|/\\*.*?\\*/"
                    + "|::|:(?<name>[A-Za-z_]\\w*)|(?<stray>['\"`?;])",
            Pattern.DOTALL);

    /**
     * Reads a statement.
     *
     * @throws IllegalArgumentException if it can't be one of a repair; the message says why
     */
    static RowStatement parse(String written) {
        String text = written.strip().replaceFirst("\\s*;$", "");
        String first = text.split("\\W", 2)[0].toLowerCase(Locale.ROOT);
        if (!ALLOWED.contains(first)) {
            throw new IllegalArgumentException(
                    "a statement of a repair must be an insert, update, delete or merge, and not: " + text);
        }
        List<String> parameters = new ArrayList<>();
        StringBuilder sql = new StringBuilder();
        Matcher token = TOKEN.matcher(text);
        while (token.find()) {
            token.appendReplacement(sql, Matcher.quoteReplacement(forJdbc(token, text, parameters)));
        }
        return new RowStatement(text, token.appendTail(sql).toString(), List.copyOf(parameters));
    }

    private static String forJdbc(Matcher token, String text, List<String> parameters) {
        if (token.group("stray") != null) {
            throw new IllegalArgumentException(why(token.group("stray")) + ": " + text);
        }
        if (token.group("name") != null) {
            parameters.add(token.group("name"));
            return "?";
        }
        if (token.group().startsWith("'") && token.group().contains("\\'")) {
            throw new IllegalArgumentException("a quote in a text is written '' and not \\': " + text);
        }
        return token.group();
    }

    private static String why(String stray) {
        return switch (stray) {
            case "?" -> "a parameter is written :column and not ?";
            case ";" -> "each statement must be an entry of its own";
            default -> "a quote is not closed";
        };
    }
}
