package org.jettyferry.store;

import org.jettyferry.store.journal.CarryListener;
import org.jettyferry.store.journal.Run;

/** A listener that listens to nothing; a test overrides what it waits for. */
class Told implements CarryListener {
    @Override
    public void note(String sentence) {}

    @Override
    public void step(Run.Step step, String what) {}

    @Override
    public void progress(long done, long total) {}
}
