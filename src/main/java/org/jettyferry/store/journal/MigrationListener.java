package org.jettyferry.store.journal;

/** Is told how a run comes along. Called by the thread that runs it. */
public interface MigrationListener {
    /** Something an operator may want to know. */
    void note(String sentence);

    /** A step begins. */
    void step(Run.Step step, String what);

    /** Rows that are done, of all that are to be done in this step. */
    void progress(long done, long total);
}
