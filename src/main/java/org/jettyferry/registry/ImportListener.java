package org.jettyferry.registry;

/** Receives the progress of an import, on the thread that runs it. */
public interface ImportListener {
    /** Reports the number of lines that are processed and committed. */
    void progress(long lines);

    /** Reports a line that was skipped. */
    void skipped(long line, String reason);
}
