package org.jettyferry.jdbc.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.regex.Pattern;
import org.jettyferry.jdbc.DatabaseException;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.DialectProvider;
import org.jettyferry.jdbc.ErrorKind;

/** PostgreSQL through its own driver. */
public final class PostgreSql implements DialectProvider {
    private static final Pattern LOGIN_BEFORE_HOST =
            Pattern.compile("jdbc:postgresql://[^/?]*@.*", Pattern.CASE_INSENSITIVE);

    @Override
    public boolean accepts(String url) {
        return url.startsWith("jdbc:postgresql:");
    }

    /** The driver would take the password for a port and write it to the log. */
    @Override
    public void check(String url) {
        if (LOGIN_BEFORE_HOST.matcher(url).matches()) {
            throw new DatabaseException(
                    ErrorKind.URL_NOT_UNDERSTOOD, "PostgreSQL's driver accepts no login before the host in its URL");
        }
    }

    @Override
    public String driverClass() {
        return "org.postgresql.Driver";
    }

    @Override
    public Map<String, String> connectionProperties() {
        return Map.of(
                "ApplicationName", "jetty-ferry",
                "connectTimeout", "10",
                "tcpKeepAlive", "true",
                "reWriteBatchedInserts", "true");
    }

    @Override
    public Dialect dialect() {
        return new PostgreSqlDialect();
    }

    @Override
    public Dialect dialect(Connection connection) throws SQLException {
        return new PostgreSqlDialect(connection.getMetaData().getDatabaseMajorVersion());
    }
}
