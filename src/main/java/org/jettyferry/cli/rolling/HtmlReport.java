package org.jettyferry.cli.rolling;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jettyferry.cli.output.Formats;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.registry.RollingSchema;
import org.jettyferry.registry.RollingSchema.State;

/**
 * A rolling upgrade as a page of HTML that needs nothing but itself: no script, no file, no network.
 *
 * @param text what it shows
 * @param now in milliseconds since 1970; what has not ended is drawn up to then
 */
record HtmlReport(RollingText text, long now) {
    private static final String STYLE = """
            :root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --line: #d0d7de; --soft: #57606a;
              --bar: #8cb4e8; --closed: #b35900; --bad: #b3261e }
            @media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --paper: #12161c; --line: #3a424d; --soft: #9aa4af;
              --bar: #3f6fb0; --closed: #ffa657; --bad: #ff8a80 } }
            body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 70rem;
              margin: 0 auto; padding: 1rem; overflow-wrap: anywhere }
            h1 { font-size: 1.4rem } h2 { font-size: 1.05rem; margin: 0 } p { margin: .3rem 0 }
            section { border-top: 1px solid var(--line); padding: .8rem 0 }
            .facts { color: var(--soft); font-variant-numeric: tabular-nums }
            .next { border: 2px solid var(--closed); padding: .5rem .8rem; border-radius: .4rem }
            .bad { color: var(--bad); font-weight: 600 }
            .axis { display: flex; justify-content: space-between; color: var(--soft); font-size: .85rem }
            svg { display: block; width: 100%; height: 1.2rem }
            .track { fill: var(--line); opacity: .45 } .time { fill: var(--bar) } .closed { fill: var(--closed) }
            .key { display: inline-block; width: .9rem; height: .9rem; vertical-align: -.1rem; margin: 0 .3rem 0 .8rem }
            """;

    /**
     * Checks that a file can be written there, before anything begins.
     *
     * @throws OperatorException if its folder does not exist, or it is a folder
     */
    static void check(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder) || Files.isDirectory(file)) {
            throw new OperatorException(
                    Kind.USAGE, "the report cannot be written to " + file, "Name a file in a folder that exists.");
        }
    }

    /**
     * Writes the page.
     *
     * @throws OperatorException if that fails
     */
    void write(Path file) {
        try {
            Files.writeString(file, html(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new OperatorException(
                    Kind.FAILED,
                    "the report could not be written to " + file + ": " + e.getMessage(),
                    "Only the report is lost: ferry upgrade-schemata --status --report FILE writes it again.",
                    e);
        }
    }

    /** Returns the page. */
    String html() {
        StringBuilder page = new StringBuilder();
        String title = "Rolling upgrade " + text.run().id() + ": " + text.run().from() + " to "
                + text.run().to();
        page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src"
                        + " 'unsafe-inline'\">\n")
                .append("<title>" + escaped(title) + "</title>\n<style>\n" + STYLE + "</style>\n</head>\n<body>\n")
                .append("<h1>" + escaped(title) + "</h1>\n<p>" + escaped(text.summary()) + "</p>\n");
        text.next().ifPresent(next -> page.append("<p class=\"next\">" + escaped(next) + "</p>\n"));
        page.append("<p class=\"facts\"><span class=\"key\" style=\"background:var(--bar)\"></span>at work"
                + "<span class=\"key\" style=\"background:var(--closed)\"></span>closed</p>\n");
        page.append("<div class=\"axis\"><span>" + escaped(Formats.moment(begin())) + "</span><span>"
                + escaped(Formats.duration(end() - begin())) + " later</span></div>\n");
        text.schemata().forEach(schema -> section(page, schema));
        return page.append("</body>\n</html>\n").toString();
    }

    private void section(StringBuilder page, RollingSchema schema) {
        boolean bad = schema.state() == State.FAILED || schema.state() == State.REVERTED;
        page.append("<section>\n<h2>" + escaped(schema.name()) + "</h2>\n")
                .append("<p" + (bad ? " class=\"bad\"" : "") + ">" + escaped(schema.words()) + "</p>\n")
                .append(bar(schema))
                .append("<p class=\"facts\">" + facts(schema) + "</p>\n");
        if (!schema.message().isEmpty()) {
            page.append("<p>" + escaped(schema.message()) + "</p>\n");
        }
        page.append("</section>\n");
    }

    private static String facts(RollingSchema schema) {
        Map<String, String> facts = new TreeMap<>(); // in the order of the alphabet
        facts.put("closed for", RollingText.seconds(schema.closedMillis()));
        facts.put("requests parked", Formats.number(schema.parkedRequests()));
        facts.put("requests refused", Formats.number(schema.refusedRequests()));
        facts.put("sessions", Formats.number(schema.sessions()));
        facts.put("sessions refused", Formats.number(schema.refused()));
        facts.put("updates", Formats.number(schema.updates()));
        StringBuilder line = new StringBuilder();
        facts.forEach(
                (name, value) -> line.append(line.length() == 0 ? "" : " · ").append(name + " " + escaped(value)));
        return line.toString();
    }

    private String bar(RollingSchema schema) {
        StringBuilder bar = new StringBuilder("<svg role=\"img\" aria-label=\"timeline\" preserveAspectRatio=\"none\">"
                + "<rect class=\"track\" width=\"100%\" height=\"100%\"/>");
        if (schema.started().isPresent()) {
            bar.append(rect("time", schema.started().getAsLong(), schema.ended()));
        }
        if (schema.closed().isPresent()) {
            OptionalLong until = schema.opened().isPresent() ? schema.opened() : OptionalLong.empty();
            bar.append(rect("closed", schema.closed().getAsLong(), until));
        }
        return bar.append("</svg>\n").toString();
    }

    private String rect(String kind, long from, OptionalLong until) {
        double whole = Math.max(1, end() - begin());
        double x = 100 * (from - begin()) / whole;
        double width = Math.max(0.2, 100 * (Math.min(until.orElse(now), end()) - from) / whole);
        return String.format(
                Locale.ROOT, "<rect class=\"%s\" x=\"%.3f%%\" width=\"%.3f%%\" height=\"100%%\"/>", kind, x, width);
    }

    private long begin() {
        return text.schemata().stream()
                .flatMapToLong(schema -> schema.started().stream())
                .min()
                .orElse(text.run().startedMillis());
    }

    /** Returns the end of the last schema; now, if one is at work or closed. */
    private long end() {
        boolean open = text.schemata().stream()
                .anyMatch(schema -> schema.state() == State.RUNNING
                        || (schema.closed().isPresent() && schema.opened().isEmpty()));
        long last = text.schemata().stream()
                .flatMapToLong(schema -> schema.ended().stream())
                .max()
                .orElse(now);
        return Math.max(begin(), open ? now : last);
    }

    /** Returns a text as HTML, in an element or an attribute in quotes. */
    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
