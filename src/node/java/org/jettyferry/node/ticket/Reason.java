package org.jettyferry.node.ticket;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Says why something failed, without what a message may quote: a driver may repeat values or a URL with a password. */
final class Reason {
    private Reason() {}

    static String of(@Nullable Throwable e) {
        if (e instanceof SQLException) {
            return e.getClass().getSimpleName() + ", state " + ((SQLException) e).getSQLState();
        }
        return e == null ? "unknown" : e.getClass().getName();
    }
}
