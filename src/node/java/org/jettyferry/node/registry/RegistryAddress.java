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
 * Where the registry or the session store is, and who asks. Immutable. The password appears in nothing that this class hands
 * out for people.
 */
public final class RegistryAddress {
    private final String url;
    private final @Nullable String user;
    private final @Nullable String password;
    private final @Nullable String passwordFile;
    private final @Nullable String driver;
    private final boolean jndi;

    /**
     * Makes that of a DataSource.
     *
     * @param name under which JNDI has it
     */
    public static RegistryAddress ofDataSource(String name) {
        return new RegistryAddress(name, null, null, null, null, true);
    }

    /**
     * Makes one.
     *
     * @param url a JDBC URL
     * @param user the login; null where the URL or the server needs none
     * @param password the secret that belongs to it; null if there is none or a file holds it
     * @param passwordFile the file whose first line is the password, read anew for each connection; null if there is none
     * @param driver the driver's class; null to let the URL find it
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

    /** Whether the URL is the JNDI name of a DataSource. */
    boolean isDataSource() {
        return jndi;
    }

    @Nullable
    String driver() {
        return driver;
    }

    /** What a driver is given beside the URL. */
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

    /** The URL as it may be shown to anybody: without user information and without the value of any secret. */
    public String displayUrl() {
        return new JdbcUrl(url).masked();
    }

    /** Takes out of a driver's words what they may quote of the URL. */
    String hidden(String text) {
        return JdbcUrl.maskedText(new JdbcUrl(url).hiddenIn(text));
    }

    /** Whether the other leads to the same registry in the same way. */
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
     * Opens a connection of the caller's own. The caller limits the time: a driver may block for long.
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
     * Lets go of the drivers of a web application that ends, if {@link #connect} has loaded them: else they keep its class
     * loader for ever. They are not let go right behind the question, for the web application may use them too.
     */
    public static void forgetDrivers(ClassLoader webapp) {
        DriverLocator.takeBack(webapp, null);
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
