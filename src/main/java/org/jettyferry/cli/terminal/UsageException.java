package org.jettyferry.cli.terminal;

import org.jettyferry.jdbc.OperatorException;

/** What was asked for can't be meant so; the remedy is what to write instead. */
public final class UsageException extends OperatorException {
    private static final long serialVersionUID = 1L;

    /** The remedy is what to write instead. */
    public UsageException(String message, String remedy) {
        super(message, remedy);
    }
}
