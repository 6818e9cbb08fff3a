package org.jettyferry.jdbc;

import java.util.Optional;
import org.jettyferry.jdbcurl.JdbcUrl;

/**
 * Where a database is and who asks. The password never appears in {@link #toString()}, nor does one that hides in the
 * URL.
 *
 * @param url a JDBC URL of PostgreSQL, MySQL, MariaDB or SQL Server
 * @param user the login, empty where the URL or the server needs none
 * @param password the secret that belongs to the login
 */
public record ConnectionSettings(String url, Optional<String> user, Optional<String> password) {
    /** The URL as it may be shown to anybody: without user information and without the value of any secret. */
    public String displayUrl() {
        return new JdbcUrl(url).masked();
    }

    /** A text without what it quotes of the URL's secrets: drivers like to do so. */
    public String withoutSecrets(String text) {
        return new JdbcUrl(url).hiddenIn(text);
    }

    /** Whether a password or another secret stands in the URL itself. */
    public boolean urlHoldsSecret() {
        return new JdbcUrl(url).holdsSecret();
    }

    @Override
    public String toString() {
        return "ConnectionSettings[url=" + displayUrl() + ", user=" + user.orElse("") + "]";
    }
}
