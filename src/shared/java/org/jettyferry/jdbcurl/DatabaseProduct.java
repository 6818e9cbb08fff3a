package org.jettyferry.jdbcurl;

import java.util.Arrays;
import java.util.Locale;
import java.util.Properties;

/** What tool and node both know of a database product: how to ask for its time, and how to limit waiting for it. */
public enum DatabaseProduct {
    /** Its statements are never prepared on the server, so that a pooler between may change connections. */
    POSTGRESQL(
            "postgresql",
            "cast(extract(epoch from clock_timestamp()) * 1000 as bigint)",
            "connectTimeout=5",
            "socketTimeout=10",
            "tcpKeepAlive=true",
            "prepareThreshold=0",
            "ApplicationName=jetty-ferry"),
    /** Oracle's, with its own driver. */
    MYSQL("mysql", DatabaseProduct.MICROSECONDS, "connectTimeout=5000", "socketTimeout=10000", "tcpKeepAlive=true"),
    /** With its own driver. */
    MARIADB("mariadb", DatabaseProduct.MICROSECONDS, "connectTimeout=5000", "socketTimeout=10000", "tcpKeepAlive=true"),
    /** Names are nvarchar, and the driver asks for them as such if it is not told otherwise: it is left as it is. */
    SQLSERVER(
            "sqlserver",
            "datediff_big(millisecond, '19700101', sysutcdatetime())",
            "loginTimeout=5",
            "socketTimeout=10000",
            "applicationName=jetty-ferry"),
    /** None of these: its limits are not known. */
    OTHER("", "");

    /** In UTC throughout: {@code unix_timestamp(now())} takes local time, which repeats an hour when summer ends. */
    private static final String MICROSECONDS = "timestampdiff(microsecond, '1970-01-01', utc_timestamp(3)) div 1000";

    /** How long an answer is waited for where a driver can be told; the limits above are of the same length. */
    public static final int PATIENCE_MILLIS = 10_000;

    private final String scheme;
    private final String now;
    private final String limits; // of the form name=value;name=value

    DatabaseProduct(String scheme, String now, String... limits) {
        this.scheme = scheme;
        this.now = now;
        this.limits = String.join(";", limits);
    }

    /** By the scheme of a JDBC URL. */
    public static DatabaseProduct ofUrl(String url) {
        return Arrays.stream(values())
                .filter(product -> url.startsWith("jdbc:" + product.scheme + ":"))
                .findFirst()
                .orElse(OTHER);
    }

    /** By the name that the connection's metadata give; a driver between may have a URL of its own. */
    public static DatabaseProduct ofName(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replace("microsoft", "").replace(" ", "");
        return Arrays.stream(values())
                .filter(product -> product != OTHER && plain.contains(product.scheme))
                .findFirst()
                .orElse(OTHER);
    }

    /** An expression for the database's time in milliseconds since 1970; where none is known, this machine's time. */
    public String now() {
        return this == OTHER ? Long.toString(System.currentTimeMillis()) : now;
    }

    /** Adds what keeps the driver from waiting for ever, unless the URL says otherwise. */
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
