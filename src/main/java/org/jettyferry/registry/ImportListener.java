package org.jettyferry.registry;

/** Is told how an import comes along. Called by the thread that runs it. */
public interface ImportListener {
    /** So many lines are dealt with and committed. */
    void progress(long lines);

    /** A line was left out. */
    void skipped(long line, String reason);
}
