package org.jettyferry.jdbc;

import java.sql.SQLException;
import java.util.Optional;

/** The failure of work that several threads share: the first one, because it causes the others. Safe for several threads. */
public final class FirstFailure {
    private volatile Optional<Throwable> cause = Optional.empty();

    /** Keeps a failure unless there is one; but an error of this process is worth more than those that it causes. */
    public synchronized void keep(Throwable failure) {
        if (cause.isEmpty() || failure instanceof Error) {
            cause = Optional.of(failure);
        }
    }

    /** Returns whether there is one; cheap, and does not wait. */
    public boolean isPresent() {
        return cause.isPresent();
    }

    /** Throws the failure as it is, if there is one. */
    public void rethrow() throws SQLException {
        Throwable failure = cause.orElse(null);
        if (failure instanceof SQLException sql) {
            throw sql;
        }
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (failure instanceof Error error) {
            throw error;
        }
    }
}
