package org.jettyferry.store.transfer;

import java.sql.SQLException;
import org.jettyferry.jdbc.DatabaseException;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.Transaction;

/** Errors of a transfer, all of which leave it where it was: the same transfer goes on from there. */
final class TransferErrors {
    private TransferErrors() {}

    /** Does something, and says what it was if a database fails. */
    static <T> T asking(Dialect dialect, String attempt, Transaction.Work<T> work) {
        try {
            return work.run();
        } catch (SQLException e) {
            throw of(dialect, attempt, e);
        }
    }

    static OperatorException of(Dialect dialect, String attempt, SQLException cause) {
        String message = DatabaseException.of(dialect, attempt, cause).getMessage();
        return new OperatorException(
                Kind.RESUMABLE,
                String.valueOf(message),
                "No session is lost: each is in the store that it was in. Run the same command again.",
                cause);
    }
}
