package org.jettyferry.store.journal;

import org.jettyferry.jdbc.OperatorException;

/** A run could not do what was asked. Each kind tells what was kept and what to do next. */
public abstract sealed class StoreException extends OperatorException {
    private static final long serialVersionUID = 1L;

    private StoreException(String message, String remedy) {
        super(message, remedy);
    }

    private StoreException(String message, String remedy, Throwable cause) {
        super(message, remedy, cause);
    }

    /** A check before the first change said no: nothing was changed. */
    public static final class Refused extends StoreException {
        private static final long serialVersionUID = 1L;

        public Refused(String message, String remedy) {
            super(message, remedy);
        }
    }

    /** A column is configured that the session table does not have: nothing was changed. */
    public static final class UnknownColumn extends StoreException {
        private static final long serialVersionUID = 1L;

        public UnknownColumn(String message, String remedy) {
            super(message, remedy);
        }
    }

    /** Another run holds the lock of this store: nothing was changed. */
    public static final class LockHeld extends StoreException {
        private static final long serialVersionUID = 1L;

        public LockHeld(String holder) {
            super(
                    "another run holds the lock of this session store: " + holder,
                    "Wait until it is done, or end it; its lock goes with it. Nothing was changed.");
        }
    }

    /** A step failed. What is done is in the journal; the same command goes on from there. */
    public static final class StepFailed extends StoreException {
        private static final long serialVersionUID = 1L;

        private static final String REMEDY = "Jetty's tables are as they were. When the cause is gone, run the same"
                + " command again: it goes on where it stopped.";

        public StepFailed(String message, Throwable cause) {
            super(message, REMEDY, cause);
        }

        public StepFailed(String message) {
            super(message, REMEDY);
        }
    }

    /** The new tables are not what they should be. They were not swapped in. */
    public static final class VerificationFailed extends StoreException {
        private static final long serialVersionUID = 1L;

        public VerificationFailed(String message, String remedy) {
            super(message, remedy);
        }
    }

    /** The server's answer to the swap was lost: it may have happened or not. */
    public static final class OutcomeUnknown extends StoreException {
        private static final long serialVersionUID = 1L;

        public OutcomeUnknown(String message, Throwable cause) {
            super(
                    message,
                    "The tables were being swapped, and whether they are is not known here. No session is lost either way."
                            + " Run the same command again: it asks the server what happened before it does anything.",
                    cause);
        }
    }
}
