package org.jettyferry.jdbc;

/**
 * An expected failure. The message, a sentence without a full stop, says what happened; the remedy says what was kept and
 * what the operator can do next; the kind decides the exit code of the command.
 */
public class OperatorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String remedy;

    public OperatorException(Kind kind, String message, String remedy) {
        super(message);
        this.kind = kind;
        this.remedy = remedy;
    }

    public OperatorException(Kind kind, String message, String remedy, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.remedy = remedy;
    }

    /** Returns the kind of failure. */
    public final Kind kind() {
        return kind;
    }

    /** Returns what to do next, as a sentence. */
    public final String remedy() {
        return remedy;
    }

    /** The kinds of failure, by what the operator can do next. */
    public enum Kind {
        /** The command line, a setting or a name is not valid. Nothing was changed. */
        USAGE(2),
        /** A check failed before the first change. Nothing was changed. */
        REFUSED(3),
        /** Another process holds the lock. Nothing was changed. */
        LOCKED(6),
        /** A step failed. The journal records what is done; the same command goes on from there. */
        RESUMABLE(1),
        /** The new tables are not what they should be. They were not swapped in. */
        NOT_VERIFIED(1),
        /** The connection broke during the swap, so that the swap may have happened or not. The next run asks the server. */
        OUTCOME_UNKNOWN(1),
        /** Any other failure; the message and the remedy say what was kept. */
        FAILED(1);

        private final int exitCode;

        Kind(int exitCode) {
            this.exitCode = exitCode;
        }

        /** Returns the exit code of a command that fails so. */
        public int exitCode() {
            return exitCode;
        }
    }
}
