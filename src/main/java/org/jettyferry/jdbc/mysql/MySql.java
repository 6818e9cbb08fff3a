package org.jettyferry.jdbc.mysql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.DialectProvider;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.UrlCheck;

/** MySQL, or a MariaDB server, through MySQL's own driver, Connector/J. */
public class MySql implements DialectProvider {

    @Override
    public boolean accepts(String url) {
        return url.startsWith("jdbc:mysql:");
    }

    /** Both drivers connect without a database, and each statement without a schema then fails. */
    @Override
    public final void check(String url) {
        UrlCheck.requireDatabase(url);
    }

    @Override
    public String driverClass() {
        return "com.mysql.cj.jdbc.Driver";
    }

    @Override
    public Map<String, String> connectionProperties() {
        return Map.of(
                "connectTimeout",
                "10000",
                "tcpKeepAlive",
                "true",
                // The driver's own logger writes to standard error.
                "logger",
                "com.mysql.cj.log.NullLogger",
                // Otherwise blobs travel as hexadecimal digits.
                "useServerPrepStmts",
                "true",
                ConnectorJStream.PATH_PROPERTY,
                ConnectorJStream.NO_PATH,
                "connectionAttributes",
                "program_name:jetty-ferry");
    }

    @Override
    public final Dialect dialect() {
        return dialect(false);
    }

    @Override
    public final Dialect dialect(Connection connection) throws SQLException {
        String url = connection.getMetaData().getURL().toLowerCase(Locale.ROOT);
        boolean forbidden = url.contains(loadProperty().toLowerCase(Locale.ROOT) + "=false");
        return dialect(!forbidden && Sql.number(connection, "select @@local_infile") == 1);
    }

    /** The property with which an operator's URL forbids LOAD DATA LOCAL. */
    String loadProperty() {
        return "allowLoadLocalInfile";
    }

    /** Makes the dialect for this driver, with or without LOAD DATA LOCAL. */
    Dialect dialect(boolean loads) {
        return new MySqlDialect(loads);
    }
}
