package org.jettyferry.jdbc;

import java.sql.SQLException;

/** A database said no. Says what happened in the operator's words; the driver's own words are in the cause. */
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
     * Wraps what a driver threw on a connection that there was: if the server is out of reach now, it broke.
     *
     * @param dialect knows the product's error codes
     * @param attempt what was tried, as the middle of a sentence: "create the new tables"
     */
    public static DatabaseException of(Dialect dialect, String attempt, SQLException cause) {
        ErrorKind said = dialect.classify(cause);
        ErrorKind errorKind = said == ErrorKind.UNREACHABLE ? ErrorKind.CONNECTION_LOST : said;
        boolean value = errorKind == ErrorKind.DUPLICATE || errorKind == ErrorKind.TOO_LONG;
        SQLException told = value ? withoutWords(cause) : cause;
        return new DatabaseException(
                errorKind, "could not " + attempt + ": " + errorKind.meaning() + " (" + firstLine(told) + ")", told);
    }

    /** The words show the value that is in the way, and it may be a session's id, which lets in whoever has it. */
    private static SQLException withoutWords(SQLException cause) {
        String numbers = "SQLSTATE " + cause.getSQLState() + ", error " + cause.getErrorCode();
        SQLException told = new SQLException(numbers, cause.getSQLState(), cause.getErrorCode());
        told.setStackTrace(cause.getStackTrace());
        return told;
    }

    /** What kind of no it was. */
    public ErrorKind problem() {
        return errorKind;
    }

    /** The first line of what the driver says; the rest is usually a position or a hint for programmers. */
    static String firstLine(Throwable e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return message.lines().findFirst().orElse(message).strip();
    }
}
