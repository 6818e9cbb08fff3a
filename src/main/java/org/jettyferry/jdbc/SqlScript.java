package org.jettyferry.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads the files below {@code sql/}. The program and an operator by hand run the same files. Statements end at a
 * semicolon at the end of a line; comments have lines of their own. Stateless.
 */
public final class SqlScript {
    private static final Pattern END = Pattern.compile(";\\s*(?:\n|$)");
    private static final Pattern CHANGE_SET = Pattern.compile("(?m)^-- changeset \\w+:(\\S+)");
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
        return statements(text(dialect, name), names);
    }

    /**
     * Returns the statements of a file by the ids of its change sets, in their order.
     *
     * @param names what to write for a word of the file
     */
    public static Map<String, List<String>> changeSets(Dialect dialect, String name, Map<String, String> names) {
        String text = text(dialect, name);
        List<MatchResult> heads = CHANGE_SET.matcher(text).results().toList();
        Map<String, List<String>> changeSets = new LinkedHashMap<>();
        for (int i = 0; i < heads.size(); i++) {
            int end = i + 1 < heads.size() ? heads.get(i + 1).start() : text.length();
            String body = text.substring(heads.get(i).end(), end);
            changeSets.put(heads.get(i).group(1), statements(body, names));
        }
        return changeSets;
    }

    private static List<String> statements(String text, Map<String, String> names) {
        List<String> statements = new ArrayList<>();
        for (String statement : END.split(withoutComments(text), -1)) {
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
