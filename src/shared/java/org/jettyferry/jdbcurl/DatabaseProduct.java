package org.jettyferry.jdbcurl;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/**
 * What the tool and the node know about a database product: how to ask for its time, and how to limit the time that its
 * driver waits. Limits are 5 seconds to connect and 10 for an answer.
 */
public enum DatabaseProduct {
    /**
     * Statements are never prepared on the server ({@code prepareThreshold=0}), so that a pooler between may change
     * connections.
     */
    POSTGRESQL(
            "postgresql",
            "cast(extract(epoch from clock_timestamp()) * 1000 as bigint)",
            "connectTimeout=5",
            "socketTimeout=10",
            "tcpKeepAlive=true",
            "prepareThreshold=0",
            "ApplicationName=jetty-ferry"),
    /** MySQL with Connector/J. */
    MYSQL("mysql", DatabaseProduct.MICROSECONDS, "connectTimeout=5000", "socketTimeout=10000", "tcpKeepAlive=true"),
    /** MariaDB with MariaDB Connector/J. */
    MARIADB("mariadb", DatabaseProduct.MICROSECONDS, "connectTimeout=5000", "socketTimeout=10000", "tcpKeepAlive=true"),
    /**
     * SQL Server. {@code sendStringParametersAsUnicode} is not set: Ferry's names are nvarchar, and the driver's
     * default fits them.
     */
    SQLSERVER(
            "sqlserver",
            "datediff_big(millisecond, '19700101', sysutcdatetime())",
            "loginTimeout=5",
            "socketTimeout=10000",
            "applicationName=jetty-ferry"),
    /** Any other product. Its clock and limits are not known. */
    OTHER("", "");

    /**
     * In UTC throughout: {@code unix_timestamp(now())} takes local time, which repeats an hour when summer time ends.
     */
    private static final String MICROSECONDS = "timestampdiff(microsecond, '1970-01-01', utc_timestamp(3)) div 1000";

    /** How long to wait for an answer, for drivers that take the limit by method; the limits above are as long. */
    public static final int PATIENCE_MILLIS = 10_000;

    private final String scheme;
    private final String now;
    private final String limits; // of the form name=value;name=value

    DatabaseProduct(String scheme, String now, String... limits) {
        this.scheme = scheme;
        this.now = now;
        this.limits = String.join(";", limits);
    }

    /** Returns the product by the scheme of a JDBC URL. */
    public static DatabaseProduct ofUrl(String url) {
        return Arrays.stream(values())
                .filter(product -> url.startsWith("jdbc:" + product.scheme + ":"))
                .findFirst()
                .orElse(OTHER);
    }

    /** Returns the product by its name in the connection's metadata. A driver between may have a URL of its own. */
    public static DatabaseProduct ofName(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replace("microsoft", "").replace(" ", "");
        return Arrays.stream(values())
                .filter(product -> product != OTHER && plain.contains(product.scheme))
                .findFirst()
                .orElse(OTHER);
    }

    /**
     * Returns an expression for the database's time in milliseconds since 1970; for an unknown product, this machine's
     * time.
     */
    public String now() {
        return this == OTHER ? Long.toString(System.currentTimeMillis()) : now;
    }

    /** Returns the property by which a connection says what program it belongs to; empty if the server does not show it. */
    public Optional<String> programName() {
        if (this == POSTGRESQL) {
            return Optional.of("ApplicationName");
        }
        return this == SQLSERVER ? Optional.of("applicationName") : Optional.empty();
    }

    /** Adds properties that keep the driver from waiting for ever, except those that the URL sets itself. */
    public void limit(String url, Properties login) {
        String lower = url.toLowerCase(Locale.ROOT);
        for (String limit : limits.split(";", -1)) {
            int equals = limit.indexOf('=');
            if (equals > 0 && !lower.contains(limit.substring(0, equals + 1).toLowerCase(Locale.ROOT))) {
                login.setProperty(limit.substring(0, equals), limit.substring(equals + 1));
            }
        }
    }
}
