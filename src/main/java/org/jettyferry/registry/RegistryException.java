package org.jettyferry.registry;

import org.jettyferry.jdbc.OperatorException;

/** The registry could not do what was asked. Each kind tells what was kept and what to do next. */
public abstract sealed class RegistryException extends OperatorException {
    private static final long serialVersionUID = 1L;

    private RegistryException(String message, String remedy) {
        super(message, remedy);
    }

    /** What was asked for can't be meant so: a name that no registry takes. Nothing was changed. */
    public static final class Invalid extends RegistryException {
        private static final long serialVersionUID = 1L;

        public Invalid(String message, String remedy) {
            super(message, remedy);
        }
    }

    /** The registry is not in the state that the change needs. Nothing was changed. */
    public static final class Refused extends RegistryException {
        private static final long serialVersionUID = 1L;

        public Refused(String message, String remedy) {
            super(message, remedy);
        }
    }

    /** Another process makes the registry's tables and does not come to an end. Nothing was changed. */
    public static final class LockHeld extends RegistryException {
        private static final long serialVersionUID = 1L;

        public LockHeld(String holder) {
            super(
                    "another process is making the tables of the registry: " + holder,
                    "Wait until it is done, or end it; its lock goes with it. Nothing was changed.");
        }
    }

    /** An import ended at a line that can't be taken in, or at what is no line. The lines before it are in. */
    public static final class ImportStopped extends RegistryException {
        private static final long serialVersionUID = 1L;

        private ImportStopped(long line, String reason, String orElse) {
            super(
                    "line " + line + ": " + reason,
                    "The lines before it are in. Correct the line and import the file again" + orElse + ".");
        }

        static ImportStopped atLine(long line, String reason) {
            return new ImportStopped(line, reason, ", or say --skip-errors");
        }

        /** Nobody knows where the next line begins. */
        static ImportStopped unreadable(long line, String reason) {
            return new ImportStopped(line, reason, "");
        }
    }
}
