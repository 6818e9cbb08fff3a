package org.jettyferry.jdbc;

/**
 * An error that the operator can act on. The message is a sentence without a full stop; {@link #remedy()} is the next
 * step.
 */
public abstract class OperatorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    protected OperatorException(String message, String remedy) {
        super(message);
        this.remedy = remedy;
    }

    protected OperatorException(String message, String remedy, Throwable cause) {
        super(message, cause);
        this.remedy = remedy;
    }

    /** Returns what to do next, as a sentence. */
    public final String remedy() {
        return remedy;
    }
}
