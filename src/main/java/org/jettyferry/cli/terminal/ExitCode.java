package org.jettyferry.cli.terminal;

/** How a command ended, as scripts read it. */
public final class ExitCode {
    /** Done. */
    public static final int DONE = 0;

    /** Something failed. */
    public static final int ERROR = 1;

    /** The command line or the settings were not understood. */
    public static final int USAGE = 2;

    /** A check before the first change said no. */
    public static final int REFUSED = 3;

    /** Done in part: rows are quarantined, or a check found something. */
    public static final int PARTLY = 4;

    /** The operator did not say yes. */
    public static final int ABORTED = 5;

    /** Another run holds the lock. */
    public static final int LOCKED = 6;

    private ExitCode() {}

    /**
     * The word for a code, as programs read it in JSON.
     *
     * @param code one of the codes here
     * @return its word
     */
    public static String jsonName(int code) {
        return switch (code) {
            case DONE -> "done";
            case USAGE -> "usage";
            case REFUSED -> "refused";
            case PARTLY -> "partly";
            case ABORTED -> "aborted";
            case LOCKED -> "locked";
            default -> "error";
        };
    }
}
