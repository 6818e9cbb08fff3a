package org.jettyferry.cli.output;

import java.io.PrintWriter;
import java.util.Optional;

/**
 * Prints a map file of HAProxy: on each line a key, a blank, and a value. HAProxy knows no quotes there: the key ends at the
 * first blank, and a line that begins with a number sign is a comment.
 */
final class HaproxyMapWriter implements MapWriter {
    private final PrintWriter out;
    private long entries;

    HaproxyMapWriter(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Optional<String> fault(Entry entry) {
        if (MapWriter.hasControl(entry.name()) || MapWriter.hasControl(entry.server())) {
            return Optional.of("has a control character");
        }
        if (entry.name().chars().anyMatch(Character::isWhitespace)) {
            return Optional.of("has a blank, and a key ends at the first one");
        }
        return entry.name().startsWith("#")
                ? Optional.of("begins with #, which makes the line a comment")
                : Optional.empty();
    }

    @Override
    public void add(Entry entry) {
        out.println(entry.name() + " " + entry.server());
        entries++;
    }

    @Override
    public void end() {
        out.println("# end: " + entries + (entries == 1 ? " name" : " names"));
        out.flush();
    }
}
