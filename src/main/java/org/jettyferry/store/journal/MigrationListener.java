package org.jettyferry.store.journal;

/** Receives the progress of a run, on the thread that runs it. */
public interface MigrationListener {
    /** Reports something that the operator may want to know. */
    void note(String sentence);

    /** Reports that a step begins. */
    void step(Run.Step step, String what);

    /** Reports the rows done so far, of all rows of this step. */
    void progress(long done, long total);
}
