package org.jettyferry.store.transfer;

import java.sql.SQLException;
import org.jettyferry.jdbc.DatabaseException;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;

/** Errors of a transfer, all of which leave it where it was: the same transfer goes on from there. */
final class TransferErrors {
    private TransferErrors() {}

    static OperatorException of(Dialect dialect, String attempt, SQLException cause) {
        String message = DatabaseException.of(dialect, attempt, cause).getMessage();
        return new OperatorException(
                Kind.RESUMABLE,
                String.valueOf(message),
                "No session is lost: each is in the store that it was in. Run the same command again.",
                cause);
    }
}
