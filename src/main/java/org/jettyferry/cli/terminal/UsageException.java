package org.jettyferry.cli.terminal;

import org.jettyferry.jdbc.OperatorException;

/** Reports an invalid command line or setting. */
public final class UsageException extends OperatorException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an error of usage.
     *
     * @param remedy what to write instead
     */
    public UsageException(String message, String remedy) {
        super(message, remedy);
    }
}
