package org.jettyferry.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;

/** Where connections come from: a driver, or whatever stands in front of one. Used by several threads. */
@FunctionalInterface
public interface ConnectionSource {
    /**
     * Opens a connection that nobody else uses.
     *
     * @param url of the database
     * @param properties user, password and what the dialect asks of the driver
     */
    Connection open(String url, Properties properties) throws SQLException;
}
