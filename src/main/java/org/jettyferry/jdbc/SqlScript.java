package org.jettyferry.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads the files below {@code sql/}. The program and an operator by hand run the same files. Statements end at a
 * semicolon at the end of a line; comments have lines of their own. Stateless.
 */
public final class SqlScript {
    private static final Pattern END = Pattern.compile(";\\s*(?:\n|$)");
    private static final Pattern WORD = Pattern.compile("\\w+");

    private SqlScript() {}

    /**
     * Returns the statements of a file without comments and without the final semicolons.
     *
     * @param dialect names the folder
     * @param name the file's name without extension
     */
    public static List<String> load(Dialect dialect, String name) {
        return load(dialect, name, Map.of());
    }

    /**
     * Returns the statements of a file with other names of tables and columns.
     *
     * @param names the replacement for each word of the file
     */
    public static List<String> load(Dialect dialect, String name, Map<String, String> names) {
        List<String> statements = new ArrayList<>();
        for (String statement : END.split(withoutComments(text(dialect, name)), -1)) {
            if (!statement.isBlank()) {
                statements.add(rename(statement.strip(), names));
            }
        }
        return statements;
    }

    /** Replaces whole words. */
    public static String rename(String statement, Map<String, String> names) {
        return WORD.matcher(statement)
                .replaceAll(word -> Matcher.quoteReplacement(names.getOrDefault(word.group(), word.group())));
    }

    /** Returns the whole file, with comments. */
    public static String text(Dialect dialect, String name) {
        String resource = "/org/jettyferry/sql/" + dialect.id() + "/" + name + ".sql";
        try (InputStream in = SqlScript.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the jar is incomplete: " + resource + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String withoutComments(String text) {
        return text.lines().filter(line -> !line.startsWith("--")).collect(Collectors.joining("\n"));
    }
}
