package org.jettyferry.jdbc;

import java.sql.SQLException;

/**
 * An error of a database or of the connection to it. The message says what happened; the cause has the driver's own
 * message.
 */
public final class DatabaseException extends OperatorException {
    private static final long serialVersionUID = 1L;

    private final ErrorKind errorKind;

    public DatabaseException(ErrorKind errorKind, String message) {
        super(errorKind.kind(), message, errorKind.remedy());
        this.errorKind = errorKind;
    }

    public DatabaseException(ErrorKind errorKind, String message, Throwable cause) {
        super(errorKind.kind(), message, errorKind.remedy(), cause);
        this.errorKind = errorKind;
    }

    /**
     * Wraps an error on an open connection. "Unreachable" there means that the connection broke.
     *
     * @param dialect classifies the error
     * @param attempt what failed, as the middle of a sentence: "create the new tables"
     * @throws OutOfMemoryError if that is what the driver has wrapped, as PostgreSQL's does: it is this process that lacks
     *     memory then, and not the server
     */
    public static DatabaseException of(Dialect dialect, String attempt, SQLException cause) {
        if (cause.getCause() instanceof OutOfMemoryError error) {
            throw error;
        }
        ErrorKind reported = dialect.classify(cause);
        ErrorKind errorKind = reported == ErrorKind.UNREACHABLE ? ErrorKind.CONNECTION_LOST : reported;
        boolean value = errorKind == ErrorKind.DUPLICATE || errorKind == ErrorKind.TOO_LONG;
        SQLException shown = value ? withoutMessage(cause) : cause;
        return new DatabaseException(
                errorKind, "could not " + attempt + ": " + errorKind.meaning() + " (" + firstLine(shown) + ")", shown);
    }

    /** Drops the message, which quotes the value. It may be a session id, and that is as good as a password. */
    private static SQLException withoutMessage(SQLException cause) {
        String numbers = "SQLSTATE " + cause.getSQLState() + ", error " + cause.getErrorCode();
        SQLException anonymous = new SQLException(numbers, cause.getSQLState(), cause.getErrorCode());
        anonymous.setStackTrace(cause.getStackTrace());
        return anonymous;
    }

    /** Returns the kind of error. */
    public ErrorKind problem() {
        return errorKind;
    }

    /** Returns the first line of the driver's message; the rest is usually a position or a hint for programmers. */
    static String firstLine(Throwable e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return message.lines().findFirst().orElse(message).strip();
    }
}
