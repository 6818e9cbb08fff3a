package org.jettyferry.jdbc;

/** Something that an operator can do something about. The message is a sentence without a full stop. */
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

    /** What to do next, as a sentence. */
    public final String remedy() {
        return remedy;
    }
}
