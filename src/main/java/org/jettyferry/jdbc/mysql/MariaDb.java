package org.jettyferry.jdbc.mysql;

import java.util.Map;
import org.jettyferry.jdbc.Dialect;

/** MariaDB, or a MySQL server, through MariaDB's own driver. */
public final class MariaDb extends MySql {

    @Override
    public boolean accepts(String url) {
        return url.startsWith("jdbc:mariadb:");
    }

    @Override
    public String driverClass() {
        return "org.mariadb.jdbc.Driver";
    }

    @Override
    public Map<String, String> connectionProperties() {
        return Map.of(
                "connectTimeout", "10000",
                "tcpKeepAlive", "true",
                "useBulkStmts", "true",
                "connectionAttributes", "program_name:jetty-ferry");
    }

    @Override
    String loadProperty() {
        return "allowLocalInfile";
    }

    @Override
    Dialect dialect(boolean loads) {
        return new MariaDbDialect(loads);
    }
}
