package org.jettyferry.guest;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;
import org.jettyferry.jdbcurl.DatabaseProduct;
import org.jettyferry.jdbcurl.JdbcUrl;
import org.jettyferry.jetty.GuestLock;
import org.jspecify.annotations.Nullable;

/**
 * The JDBC driver for URLs that begin with {@code jdbc:ferry:}. The rest of the URL is the vendor's:
 *
 * <pre>{@code
 *   jdbc:ferry:postgresql://db.example.org/site?user=jetty
 * }</pre>
 *
 * <p>Parameters that begin with {@code ferry.} are the guest's own and do not reach the vendor's driver;
 * docs/settings.md lists them. The package description says how it works. Thread-safe.
 */
public final class GuestDriver implements Driver {
    /** The drivers that may be needed, by the beginning of their URLs: where nobody has loaded them yet. */
    private static final Map<String, String> DRIVERS = Map.of(
            "jdbc:postgresql:", "org.postgresql.Driver",
            "jdbc:mysql:", "com.mysql.cj.jdbc.Driver",
            "jdbc:mariadb:", "org.mariadb.jdbc.Driver",
            "jdbc:sqlserver:", "com.microsoft.sqlserver.jdbc.SQLServerDriver");

    /** One for each URL; a site has few. */
    private static final Map<String, Guest> GUESTS = new ConcurrentHashMap<>();

    static {
        try {
            DriverManager.registerDriver(new GuestDriver());
        } catch (SQLException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @Override
    public boolean acceptsURL(String url) {
        return url.startsWith(GuestUrl.PREFIX);
    }

    /**
     * Connects.
     *
     * @return null if the URL is none of this driver's
     * @throws SQLException if the vendor's driver fails, or a guest cannot work on the session tables that are there
     */
    @Override
    public @Nullable Connection connect(String url, @Nullable Properties info) throws SQLException {
        if (!acceptsURL(url)) {
            return null;
        }
        GuestUrl parts = GuestUrl.parse(url);
        Properties login = new Properties();
        if (info != null) {
            info.stringPropertyNames().forEach(name -> login.setProperty(name, info.getProperty(name)));
        }
        Map<String, String> parameters = new HashMap<>(parts.parameters());
        parameters.putAll(GuestUrl.taken(login));
        DatabaseProduct.ofUrl(parts.url())
                .programName()
                .filter(name -> !parts.url().contains(name + "=") && !login.containsKey(name))
                .ifPresent(name -> login.setProperty(name, GuestLock.PROGRAM));
        String key = url + "\n" + parameters + "\n" + login.getProperty("user");
        return guest(key, parameters, () -> vendor(parts.url(), login)).wrap(vendor(parts.url(), login));
    }

    /** Ends all guests of this process, for tests: a node ends with its process. */
    static void endAll() {
        GUESTS.values().forEach(Guest::end);
        GUESTS.clear();
    }

    private static Guest guest(String key, Map<String, String> parameters, Lender.Connector connector)
            throws SQLException {
        Guest known = GUESTS.get(key);
        if (known == null) {
            Guest made = new Guest(GuestOptions.of(parameters, GuestModule.names()), Lender.keeping(connector));
            known = GUESTS.putIfAbsent(key, made);
            return known == null ? made : known;
        }
        return known;
    }

    private static Connection vendor(String url, Properties login) throws SQLException {
        for (Map.Entry<String, String> driver : DRIVERS.entrySet()) {
            if (url.startsWith(driver.getKey())) {
                load(driver.getValue());
            }
        }
        try {
            return DriverManager.getConnection(url, login);
        } catch (SQLException e) {
            if ("08001".equals(e.getSQLState())
                    && String.valueOf(e.getMessage()).startsWith("No suitable driver")) {
                throw Refusal.of(
                        "there is no driver for " + new JdbcUrl(url).masked()
                                + "; put its jar where Ferry's is, into lib/ext",
                        e);
            }
            throw e;
        }
    }

    /** Loads a driver, which registers itself. If it is not there, the error comes with the connection. */
    private static void load(String name) {
        try {
            Class.forName(name, true, GuestDriver.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            Logger.getLogger(GuestDriver.class.getName()).fine(() -> "There is no " + name);
        }
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, @Nullable Properties info) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    /** Returns false: a driver that knows nine statements is no whole one. */
    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger("org.jettyferry");
    }
}
