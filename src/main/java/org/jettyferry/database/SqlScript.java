package org.jettyferry.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The files below {@code sql/}: an operator can run them by hand, and the program runs the very same ones. */
public final class SqlScript {
    private SqlScript() {}

    /**
     * The statements of a file, without comments and without the semicolons at their ends.
     *
     * @param dialect whose folder
     * @param name the file's name without its ending
     */
    public static List<String> load(Dialect dialect, String name) {
        List<String> statements = new ArrayList<>();
        for (String statement : withoutComments(text(dialect, name)).split(";\\s*(?:\n|$)")) {
            if (!statement.isBlank()) {
                statements.add(statement.strip());
            }
        }
        return statements;
    }

    /** The file as it is, comments and all. */
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
