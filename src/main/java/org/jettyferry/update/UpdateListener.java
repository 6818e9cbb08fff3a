package org.jettyferry.update;

import org.jettyferry.changelog.ChangeSetListener;

/** Hears what an update does, for a log. */
public interface UpdateListener extends ChangeSetListener {
    /** Hears nothing. */
    UpdateListener SILENT = new UpdateListener() {
        @Override
        public void tell(String sentence) {}

        @Override
        public void begins(String name) {}
    };

    /** Something happens that the operator wants to know, as a sentence. */
    void tell(String sentence);
}
