package org.jettyferry.bench;

import java.util.Locale;
import org.jettyferry.store.journal.MigrationListener;
import org.jettyferry.store.journal.Run;

/** Notes how long each step took. */
final class StepTimes implements MigrationListener {
    private final StringBuilder times = new StringBuilder();
    private String current = "";
    private long begin = System.nanoTime();

    @Override
    public void note(String sentence) {}

    @Override
    public void step(Run.Step step, String what) {
        long now = System.nanoTime();
        times.append(
                String.format(Locale.ROOT, "%s %.1f s, ", current.isEmpty() ? "look" : current, (now - begin) / 1e9));
        current = step.name().toLowerCase(Locale.ROOT);
        begin = now;
    }

    @Override
    public void progress(long done, long total) {}

    @Override
    public String toString() {
        return times.substring(0, Math.max(0, times.length() - 2));
    }
}
