package org.jettyferry.cli.update;

import java.io.PrintWriter;
import org.jettyferry.update.UpdateListener;

/** Writes what an update does as lines of a log. */
record LogLines(PrintWriter log, String schema) implements UpdateListener {
    @Override
    public void tell(String sentence) {
        line(sentence);
    }

    @Override
    public void begins(String name) {
        line("runs " + name);
    }

    private void line(String text) {
        log.println(schema + ": " + text);
        log.flush();
    }
}
