package org.jettyferry.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/**
 * The entrance of a vendor's package: recognizes the vendor's URLs, names the driver and makes the dialect.
 * {@link Dialects} lists all providers. Stateless.
 *
 * <p>There are two dialects for each connection: one without the server's version, to explain a failed connection
 * attempt, and one for the server that answered.
 */
public interface DialectProvider {

    /** Whether a JDBC URL, in lower case, belongs to this vendor's driver. */
    boolean accepts(String url);

    /**
     * Refuses a URL that the driver would accept and then misread.
     *
     * @throws DatabaseException if the URL has such a part
     */
    default void check(String url) {}

    /**
     * The class of the driver. Ferry loads it by name: DriverManager would load every driver that it finds and offer
     * the URL to each of them, which takes a quarter of the time of a short command.
     */
    String driverClass();

    /** The driver's properties for each connection. */
    Map<String, String> connectionProperties();

    /** A dialect that knows nothing of the server yet: enough to read the errors of a connection attempt. */
    Dialect dialect();

    /**
     * The dialect for the server at the other end of a connection: its version and settings decide about some
     * statements.
     *
     * @throws DatabaseException if the server is too old
     */
    Dialect dialect(Connection connection) throws SQLException;
}
