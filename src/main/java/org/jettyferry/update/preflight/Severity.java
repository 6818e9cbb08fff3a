package org.jettyferry.update.preflight;

import java.util.Locale;

/** What a failed check means for an update. */
public enum Severity {
    /** It stops the update. */
    ERROR,

    /** It is shown, and the update goes on. */
    WARNING;

    /** Returns its name in files and output. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
