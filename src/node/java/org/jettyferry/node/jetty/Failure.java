package org.jettyferry.node.jetty;

import java.io.NotSerializableException;
import java.sql.SQLException;

/** Names a failure without its message, which may quote what is in a session. */
final class Failure {
    private Failure() {}

    static String of(Throwable error) {
        Throwable cause = error;
        while (cause.getCause() != null
                && (cause instanceof UnsupportedJettyException || !(cause instanceof SQLException))) {
            cause = cause.getCause();
        }
        String name = cause.getClass().getSimpleName();
        if (cause instanceof NotSerializableException) {
            return name + " " + cause.getMessage(); // the name of a class
        }
        if (cause instanceof UnsupportedJettyException) {
            return String.valueOf(cause.getMessage()); // what Jetty lacks
        }
        return cause instanceof SQLException ? name + " " + ((SQLException) cause).getSQLState() : name;
    }
}
