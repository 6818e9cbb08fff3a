package org.jettyferry.cli;

/** How a command ended, as scripts read it. */
final class Exit {
    /** Done. */
    static final int DONE = 0;

    /** Something failed. */
    static final int ERROR = 1;

    /** The command line or the settings were not understood. */
    static final int USAGE = 2;

    /** A check before the first change said no. */
    static final int REFUSED = 3;

    /** Done in part: rows are quarantined, or a check found something. */
    static final int PARTLY = 4;

    /** The operator did not say yes. */
    static final int ABORTED = 5;

    /** Another run holds the lock. */
    static final int LOCKED = 6;

    private Exit() {}
}
