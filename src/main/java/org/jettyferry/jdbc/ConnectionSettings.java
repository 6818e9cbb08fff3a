package org.jettyferry.jdbc;

import java.util.Optional;
import org.jettyferry.jdbcurl.JdbcUrl;

/**
 * The URL and login of a database. {@link #toString()} shows neither the password nor a secret in the URL.
 *
 * @param url a JDBC URL of PostgreSQL, MySQL, MariaDB or SQL Server
 * @param user the login; empty where it stands in the URL or the server needs none
 * @param password the password of the login
 */
public record ConnectionSettings(String url, Optional<String> user, Optional<String> password) {
    /** Returns the URL without user information and secrets, to show to anybody. */
    public String displayUrl() {
        return new JdbcUrl(url).masked();
    }

    /** Removes the URL's secrets from a text: drivers quote the URL in their messages. */
    public String withoutSecrets(String text) {
        return new JdbcUrl(url).hiddenIn(text);
    }

    /** Whether the URL itself contains a password or another secret. */
    public boolean urlHoldsSecret() {
        return new JdbcUrl(url).holdsSecret();
    }

    @Override
    public String toString() {
        return "ConnectionSettings[url=" + displayUrl() + ", user=" + user.orElse("") + "]";
    }
}
