package org.jettyferry.jdbc;

import java.util.Locale;

/** Chooses the dialect. */
final class Dialects {
    private Dialects() {}

    /** By the URL: enough to read errors of a connection that never came about. */
    static Dialect forUrl(String url) {
        String lower = url.toLowerCase(Locale.ROOT);
        if (lower.startsWith("jdbc:postgresql:")) {
            refuseLoginBeforeHost(lower);
            return new PostgreSqlDialect();
        }
        if (lower.startsWith("jdbc:mysql:")) {
            return new MySqlDialect(MySqlDialect.Driver.CONNECTOR_J);
        }
        if (lower.startsWith("jdbc:mariadb:")) {
            return new MySqlDialect(MySqlDialect.Driver.MARIADB);
        }
        if (lower.startsWith("jdbc:sqlserver:")) {
            return new SqlServerDialect();
        }
        throw new DatabaseException(
                ErrorKind.URL_NOT_UNDERSTOOD,
                "not a JDBC URL of a supported database; it must start with jdbc:postgresql:, jdbc:mysql:,"
                        + " jdbc:mariadb: or jdbc:sqlserver:");
    }

    /** PostgreSQL's driver would take the password for a port and write it to the log. */
    private static void refuseLoginBeforeHost(String url) {
        if (url.matches("jdbc:postgresql://[^/?]*@.*")) {
            throw new DatabaseException(
                    ErrorKind.URL_NOT_UNDERSTOOD, "PostgreSQL's driver knows no login before the host in its URL");
        }
    }
}
