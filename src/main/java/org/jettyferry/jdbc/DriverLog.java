package org.jettyferry.jdbc;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Keeps the drivers' log lines out of standard error: the exception that follows has the same information. A user who
 * configures Java's logging still gets them.
 */
final class DriverLog {
    /** Strong references: LogManager collects an unreferenced logger together with its level. */
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
