package org.jettyferry.update.eligibility;

import java.util.Locale;

/** One of the questions whether two versions can run side by side. */
public enum Check {
    SESSION_TABLES,
    SCHEMA_VERSIONS,
    PACKAGES,
    CLUSTER;

    /** Returns its name for people. */
    public String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
