package org.jettyferry.cli.output;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.Set;

/**
 * Prints the body of a {@code map} block of nginx: on each line a key in quotes, a value, and a semicolon. A backslash before a
 * key says that it is plain text: without it {@code ~} begins a regular expression, and some words are parameters.
 */
final class NginxMapWriter implements MapWriter {
    private static final Set<String> PARAMETERS = Set.of("default", "hostnames", "include", "volatile");

    private final PrintWriter out;
    private long entries;

    NginxMapWriter(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Optional<String> fault(Entry entry) {
        if (MapWriter.hasControl(entry.name()) || MapWriter.hasControl(entry.server())) {
            return Optional.of("has a control character");
        }
        return entry.server().indexOf('$') < 0
                ? Optional.empty()
                : Optional.of("is on the server " + entry.server() + ", and $ begins a variable there");
    }

    @Override
    public void add(Entry entry) {
        out.println(quoted(plain(entry.name())) + " " + value(entry.server()) + ";");
        entries++;
    }

    @Override
    public void end() {
        out.println("# end: " + entries + (entries == 1 ? " name" : " names"));
        out.flush();
    }

    private static String plain(String key) {
        return key.startsWith("~") || key.startsWith("\\") || PARAMETERS.contains(key) ? "\\" + key : key;
    }

    private static String value(String server) {
        return server.matches("[A-Za-z0-9._-]+") ? server : quoted(server);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
