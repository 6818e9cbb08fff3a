package org.jettyferry.changelog;

import java.sql.SQLException;
import java.util.Optional;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;

/**
 * A failure of Liquibase, which declares every exception. The message is the innermost one, which says what is wrong; of a
 * database error its first line, because the others quote values of rows.
 */
public final class ChangeLogException extends Exception {
    private static final long serialVersionUID = 1L;

    ChangeLogException(Exception cause) {
        super(innermost(cause), cause);
    }

    /** Returns the database error behind the failure. */
    public Optional<SQLException> database() {
        return cause(SQLException.class);
    }

    /** Returns the statement of which nobody can tell whether it has run, if that is the failure. */
    public Optional<String> inDoubt() {
        return cause(StatementInDoubtException.class).map(Throwable::getMessage);
    }

    /** Returns it as an error of something that changes nothing. */
    public OperatorException of(String attempt) {
        return new OperatorException(
                Kind.FAILED, "could not " + attempt + ": " + getMessage(), "Nothing was changed.", this);
    }

    private <T extends Throwable> Optional<T> cause(Class<T> type) {
        for (Throwable cause = getCause(); cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }

    private static String innermost(Throwable e) {
        Throwable inner = e;
        while (inner.getCause() != null && inner.getCause() != inner) {
            inner = inner.getCause();
        }
        String message = inner.getMessage() == null ? inner.getClass().getSimpleName() : inner.getMessage();
        return inner instanceof SQLException ? message.lines().findFirst().orElse(message) : message;
    }
}
