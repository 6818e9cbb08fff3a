package org.jettyferry.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;

/** Opens connections: through a driver, or through what a test puts in front of it. Safe for use by several threads. */
@FunctionalInterface
public interface ConnectionSource {
    /**
     * Opens a connection that nobody else uses.
     *
     * @param url of the database
     * @param properties user, password and the driver's settings
     */
    Connection open(String url, Properties properties) throws SQLException;
}
