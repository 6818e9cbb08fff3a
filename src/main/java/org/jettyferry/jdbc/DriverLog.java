package org.jettyferry.jdbc;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Keeps the drivers' own log lines out of standard error: what they log there is said once more, in an operator's words, by
 * the error that they throw. Who configures Java's logging wants them, and gets them.
 */
final class DriverLog {
    /** Held, because a logger that nobody holds forgets its level. */
    private static final List<Logger> LOGGERS = Stream.of("org.postgresql", "com.microsoft.sqlserver", "org.mariadb")
            .map(Logger::getLogger)
            .toList();

    private DriverLog() {}

    static void silence() {
        if (System.getProperty("java.util.logging.config.file") == null
                && System.getProperty("java.util.logging.config.class") == null) {
            LOGGERS.forEach(logger -> logger.setLevel(Level.OFF));
        }
    }
}
