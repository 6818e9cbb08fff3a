package org.jettyferry.cli.terminal;

import org.jettyferry.database.FerryException;

/** What was asked for can't be meant so; the remedy is what to write instead. */
public final class UsageException extends FerryException {
    private static final long serialVersionUID = 1L;

    /** The remedy is what to write instead. */
    public UsageException(String message, String remedy) {
        super(message, remedy);
    }
}
