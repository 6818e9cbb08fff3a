package org.jettyferry.node.registry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Properties;
import org.jettyferry.jdbcurl.JdbcUrl;
import org.jspecify.annotations.Nullable;

/**
 * Location and login of the registry or the session store: a JDBC URL, or the JNDI name of a DataSource. Immutable.
 * Text for people, as {@code toString} returns it, never contains the password.
 */
public final class RegistryAddress {
    private final String url;
    private final @Nullable String user;
    private final @Nullable String password;
    private final @Nullable String passwordFile;
    private final @Nullable String driver;
    private final boolean jndi;

    /**
     * Makes the address of a DataSource.
     *
     * @param name its JNDI name
     */
    public static RegistryAddress ofDataSource(String name) {
        return new RegistryAddress(name, null, null, null, null, true);
    }

    /**
     * Makes the address of a database.
     *
     * @param url a JDBC URL
     * @param user the login; null if the URL or the server needs none
     * @param password the password; null if there is none or a file holds it
     * @param passwordFile the file whose first line is the password, read again for each connection; null for none
     * @param driver the class of the driver; null to find it by the URL
     */
    public RegistryAddress(
            String url,
            @Nullable String user,
            @Nullable String password,
            @Nullable String passwordFile,
            @Nullable String driver) {
        this(url, user, password, passwordFile, driver, false);
    }

    private RegistryAddress(
            String url,
            @Nullable String user,
            @Nullable String password,
            @Nullable String passwordFile,
            @Nullable String driver,
            boolean jndi) {
        this.jndi = jndi;
        this.url = url;
        this.user = user;
        this.password = password;
        this.passwordFile = passwordFile;
        this.driver = driver;
    }

    String url() {
        return url;
    }

    /** Returns whether the URL is the JNDI name of a DataSource. */
    boolean isDataSource() {
        return jndi;
    }

    @Nullable
    String driver() {
        return driver;
    }

    /** Returns the properties to pass to a driver beside the URL. */
    Properties login() throws IOException {
        Properties login = new Properties();
        if (user != null) {
            login.setProperty("user", user);
        }
        String secret = secret();
        if (secret != null) {
            login.setProperty("password", secret);
        }
        return login;
    }

    /** Returns the URL without user information and secrets, for logs and pages. */
    public String displayUrl() {
        return new JdbcUrl(url).masked();
    }

    /** Removes from a driver's message the secrets that it may quote from the URL. */
    String hidden(String text) {
        return JdbcUrl.maskedText(new JdbcUrl(url).hiddenIn(text));
    }

    /** Returns whether the other address leads to the same registry with the same login. */
    boolean same(@Nullable RegistryAddress other) {
        return other != null
                && url.equals(other.url)
                && jndi == other.jndi
                && Objects.equals(user, other.user)
                && Objects.equals(password, other.password)
                && Objects.equals(passwordFile, other.passwordFile)
                && Objects.equals(driver, other.driver);
    }

    /**
     * Opens a connection for the caller to close. The caller must limit the time: a driver may block for long.
     *
     * @throws SQLException if there is no driver or no connection; the message shows no secret
     */
    public Connection connect() throws SQLException {
        try {
            return RegistryConnection.open(new DriverLocator(), this).connection();
        } catch (SQLException e) {
            throw new SQLException(hidden(String.valueOf(e.getMessage())), e.getSQLState(), e);
        }
    }

    /**
     * Releases the drivers of a web application that ends, if {@link #connect} has loaded them: otherwise they keep
     * its class loader for ever. That cannot happen right after a connection, because the web application may use
     * them too.
     */
    public static void forgetDrivers(ClassLoader webapp) {
        DriverLocator.release(webapp, null);
    }

    @Override
    public String toString() {
        return displayUrl();
    }

    private @Nullable String secret() throws IOException {
        if (passwordFile == null) {
            return password;
        }
        Path file = Paths.get(passwordFile);
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        return text.split("\\R", 2)[0];
    }
}
