package org.jettyferry.cli.terminal;

/** The exit codes, which scripts rely on: new ones may come, none changes. */
public final class ExitCode {
    /** Done. */
    public static final int DONE = 0;

    /** Something failed. */
    public static final int ERROR = 1;

    /** Invalid command line or settings. */
    public static final int USAGE = 2;

    /** A check refused the command; nothing was changed. */
    public static final int REFUSED = 3;

    /** Done in part: rows were quarantined, lines were skipped, schemata failed, or a verification has findings. */
    public static final int PARTLY = 4;

    /** Not confirmed at the prompt. */
    public static final int ABORTED = 5;

    /** Another run holds the lock. */
    public static final int LOCKED = 6;

    private ExitCode() {}

    /**
     * Returns the name of a code in JSON.
     *
     * @param code one of the codes here
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
