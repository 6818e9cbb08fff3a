package org.jettyferry.store.journal;

import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;

/** Makes the failures of a run that more than one place throws, each with the one remedy that belongs to it. */
public final class StoreErrors {
    private static final String RESUME = "Jetty's tables are as they were. When the cause is gone, run the same command"
            + " again: it goes on where it stopped.";

    private StoreErrors() {}

    /** Returns the failure of a command that needs the lock of a store while another run holds it. */
    public static OperatorException lockHeld(String holder) {
        return new OperatorException(
                Kind.LOCKED,
                "another run holds the lock of this session store: " + holder,
                "Wait until it is done, or end it; its lock goes with it. Nothing was changed.");
    }

    /** Returns the failure of a step that the same command can do again. */
    public static OperatorException stepFailed(String message) {
        return new OperatorException(Kind.RESUMABLE, message, RESUME);
    }

    /** Returns the failure of a step that the same command can do again. */
    public static OperatorException stepFailed(String message, Throwable cause) {
        return new OperatorException(Kind.RESUMABLE, message, RESUME, cause);
    }

    /** Returns the failure of a swap whose reply was lost. */
    public static OperatorException outcomeUnknown(String message, Throwable cause) {
        return new OperatorException(
                Kind.OUTCOME_UNKNOWN,
                message,
                "The tables were being swapped, and whether they are is not known here. No session is lost either way."
                        + " Run the same command again: it asks the server what happened before it does anything.",
                cause);
    }
}
