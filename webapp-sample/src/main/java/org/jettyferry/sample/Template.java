package org.jettyferry.sample;

import jakarta.servlet.ServletContext;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A page with placeholders: {@code {{name}}} is replaced by escaped text, {@code {{{name}}}} by raw text. */
final class Template {
    private static final Pattern HOLE = Pattern.compile("\\{(\\{\\w+}|\\{\\{\\w+}})}");

    private final String text;

    private Template(String text) {
        this.text = text;
    }

    static Template load(ServletContext context, String name) throws IOException {
        try (InputStream in = context.getResourceAsStream("/WEB-INF/pages/" + name);
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return new Template(reader.lines().collect(Collectors.joining("\n")));
        }
    }

    /** Replaces the placeholders in one pass, so that a value that looks like a placeholder is not replaced. */
    String fill(Map<String, Object> values) {
        Matcher holes = HOLE.matcher(text);
        StringBuffer page = new StringBuffer();
        while (holes.find()) {
            String name = holes.group().replaceAll("[{}]", "");
            Object value = values.get(name);
            boolean raw = holes.group().startsWith("{{{");
            holes.appendReplacement(page, Matcher.quoteReplacement(raw ? value.toString() : Escape.html(value)));
        }
        return holes.appendTail(page).toString();
    }
}
