package org.jettyferry.testkit.servers;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Logger;

/** A driver that records each statement and passes it on to the real driver: {@code jdbc:counted:postgresql://…}. */
public final class CountingDriver implements Driver {
    private static final String PREFIX = "jdbc:counted:";
    private static final List<String> STATEMENTS = new CopyOnWriteArrayList<>();

    /**
     * Changes a URL so that this driver takes it.
     *
     * @param url a JDBC URL
     * @return the URL that leads to the same database by way of this driver
     */
    public static String counted(String url) {
        return url.replaceFirst("^jdbc:", PREFIX);
    }

    /**
     * Gives the statements of all connections.
     *
     * @param part what they must contain
     * @return how many there were since {@link #forget()}
     */
    public static long count(String part) {
        return STATEMENTS.stream().filter(sql -> sql.contains(part)).count();
    }

    /** Sets the count back to zero. */
    public static void forget() {
        STATEMENTS.clear();
    }

    @Override
    public Connection connect(String url, Properties info) throws SQLException {
        if (!acceptsURL(url)) {
            return null;
        }
        Connection real = DriverManager.getConnection(url.replaceFirst(PREFIX, "jdbc:"), info);
        return (Connection) Proxy.newProxyInstance(
                CountingDriver.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    if ("prepareStatement".equals(method.getName())) {
                        STATEMENTS.add((String) arguments[0]);
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Override
    public boolean acceptsURL(String url) {
        return url.startsWith(PREFIX);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
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

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }
}
