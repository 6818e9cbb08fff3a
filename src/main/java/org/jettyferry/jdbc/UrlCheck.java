package org.jettyferry.jdbc;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks the parts of a JDBC URL that drivers reject late or without naming the part, and that users often get wrong:
 * the port and the name of the database. Other forms, such as a list of hosts in brackets, are left to the driver.
 * Stateless.
 */
public final class UrlCheck {
    private static final Pattern PARTS = Pattern.compile("jdbc:\\w+:(?:\\w+:)*//([^/?;]*)(/[^?;]*)?.*", Pattern.DOTALL);
    private static final Pattern PORT = Pattern.compile("(?:\\[[^]]*]|[^\\[:]*):([^:]+)");

    private UrlCheck() {}

    /** @throws DatabaseException if a port is not a number in range */
    static void check(String url) {
        Matcher parts = PARTS.matcher(url);
        if (!parts.matches() || parts.group(1).contains("(")) {
            return;
        }
        String hosts = parts.group(1);
        for (String host : hosts.substring(hosts.lastIndexOf('@') + 1).split(",", -1)) {
            checkPort(host);
        }
    }

    /**
     * Refuses a URL without the name of a database.
     *
     * @throws DatabaseException if nothing follows host and port
     */
    public static void requireDatabase(String url) {
        Matcher parts = PARTS.matcher(url);
        boolean understood = parts.matches() && !parts.group(1).contains("(");
        if (understood && (parts.group(2) == null || parts.group(2).length() <= 1)) {
            throw notUnderstood("the URL names no database: /DATABASE is missing behind host and port");
        }
    }

    private static void checkPort(String host) {
        Matcher port = PORT.matcher(host);
        if (port.matches() && !isPort(port.group(1).strip())) {
            throw notUnderstood("the port in the URL is not a number from 1 to 65535: " + port.group(1));
        }
    }

    private static boolean isPort(String text) {
        return text.matches("\\d{1,5}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= 65_535;
    }

    private static DatabaseException notUnderstood(String message) {
        return new DatabaseException(ErrorKind.URL_NOT_UNDERSTOOD, message);
    }
}
