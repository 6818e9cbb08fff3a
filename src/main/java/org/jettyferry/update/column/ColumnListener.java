package org.jettyferry.update.column;

/** Hears what a change does, for a log. Two threads may call it, but {@link #copied} one at a time. */
public interface ColumnListener {
    /** Hears nothing. */
    ColumnListener SILENT = new ColumnListener() {
        @Override
        public void tell(String sentence) {}

        @Override
        public void copied(long done, long total) {}
    };

    /** Something happens that the operator wants to know, as a sentence. */
    void tell(String sentence);

    /** A chunk of rows is copied; called for each. */
    void copied(long done, long total);
}
