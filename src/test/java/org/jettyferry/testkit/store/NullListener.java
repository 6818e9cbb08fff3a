package org.jettyferry.testkit.store;

import org.jettyferry.store.journal.MigrationListener;
import org.jettyferry.store.journal.Run;

/** A listener that does nothing; a test overrides the event that it waits for. */
public class NullListener implements MigrationListener {
    @Override
    public void note(String sentence) {}

    @Override
    public void step(Run.Step step, String what) {}

    @Override
    public void progress(long done, long total) {}
}
