package org.jettyferry.cli.rolling;

import java.io.PrintWriter;
import java.util.Locale;
import org.jettyferry.registry.RollingSchema;
import org.jettyferry.registry.RollingSchema.State;
import org.jettyferry.rolling.RollingListener;

/** Writes how a rolling upgrade goes as lines of a log. */
record RollingLog(PrintWriter log) implements RollingListener {
    @Override
    public void begins(RollingSchema schema) {
        line(schema.name(), schema.step().words());
    }

    @Override
    public void ended(RollingSchema schema) {
        line(
                schema.name(),
                schema.state() == State.DONE
                        ? "done, closed for " + RollingText.seconds(schema.closedMillis())
                        : schema.words() + ": " + schema.message());
    }

    @Override
    public void tell(String schema, String sentence) {
        line(schema, sentence);
    }

    private void line(String schema, String text) {
        synchronized (log) {
            log.println(String.format(Locale.ROOT, "%s: %s", schema, text));
            log.flush();
        }
    }
}
