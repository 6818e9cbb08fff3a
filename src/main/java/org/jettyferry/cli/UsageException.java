package org.jettyferry.cli;

import org.jettyferry.database.FerryException;

/** What was asked for can't be meant so; the remedy is what to write instead. */
final class UsageException extends FerryException {
    private static final long serialVersionUID = 1L;

    UsageException(String message, String remedy) {
        super(message, remedy);
    }
}
