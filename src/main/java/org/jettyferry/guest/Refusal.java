package org.jettyferry.guest;

import java.sql.SQLException;

/** What the guest refuses. Such an error changes no row. */
final class Refusal {
    /** The SQL state of the class "feature not supported". */
    private static final String STATE = "0A000";

    private Refusal() {}

    /** Returns an error with this reason, which begins in lower case and has no full stop. */
    static SQLException of(String reason) {
        return new SQLException("Jetty Ferry, guest: " + reason + ".", STATE);
    }

    static SQLException of(String reason, Exception cause) {
        return new SQLException("Jetty Ferry, guest: " + reason + ".", STATE, cause);
    }
}
