package org.jettyferry.node.registry;

import java.lang.reflect.Method;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Finds the driver for a URL. {@code DriverManager} shows a caller only the drivers of the caller's class loader, and
 * in a web container the driver is usually in another one. So this class searches the class loaders of the web
 * applications. Thread-safe.
 *
 * <p>A driver registers itself in the {@code DriverManager} of the JVM when it is loaded, and MySQL's also starts a
 * thread. Both would keep the class loader of an undeployed web application for ever. So this class remembers which
 * drivers were registered while it searched, and deregisters them when their web application ends; drivers that the
 * web application loaded itself stay.
 */
final class DriverLocator {
    private static final Logger LOG = Logger.getLogger(DriverLocator.class.getName());
    private static final String MYSQL_THREAD = "com.mysql.cj.jdbc.AbandonedConnectionCleanupThread";

    /** Drivers that registered themselves during a search of this class; only these may be deregistered. */
    private static final Set<Driver> LOADED =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private final List<ClassLoader> webapps = new CopyOnWriteArrayList<>();

    /** Includes the drivers of a web application in the search. */
    void use(ClassLoader webapp) {
        webapps.add(webapp);
    }

    /** Forgets a web application that ends, and releases its drivers if no other start of it is left. */
    void forget(ClassLoader webapp, @Nullable Driver used) {
        webapps.remove(webapp);
        if (!webapps.contains(webapp)) {
            release(webapp, used);
        }
    }

    /** Deregisters the drivers of a web application that a search has loaded, and ends MySQL's thread. */
    static void release(ClassLoader webapp, @Nullable Driver used) {
        boolean mySql = used != null && cameWith(webapp, used) && isOfMySql(used);
        for (Driver driver : Collections.list(DriverManager.getDrivers())) {
            if (cameWith(webapp, driver) && LOADED.contains(driver)) {
                deregister(driver);
                mySql |= isOfMySql(driver);
            }
        }
        if (mySql) {
            endThreadOfMySql(webapp);
        }
    }

    private static boolean isOfMySql(Driver driver) {
        return driver.getClass().getName().startsWith("com.mysql.cj.");
    }

    static boolean cameWith(ClassLoader webapp, Driver driver) {
        return driver.getClass().getClassLoader() == webapp && webapp != ClassLoader.getSystemClassLoader();
    }

    /** @throws SQLException if no driver accepts the URL */
    Driver find(RegistryAddress address) throws SQLException {
        Set<Driver> before = registered();
        try {
            return look(address);
        } finally {
            Set<Driver> loaded = registered();
            loaded.removeAll(before);
            LOADED.addAll(loaded);
        }
    }

    /** Returns the registered drivers, compared by identity: a driver may define equality as it likes. */
    private static Set<Driver> registered() {
        Set<Driver> drivers = Collections.newSetFromMap(new IdentityHashMap<>());
        drivers.addAll(Collections.list(DriverManager.getDrivers()));
        return drivers;
    }

    private Driver look(RegistryAddress address) throws SQLException {
        String name = address.driver();
        if (name != null) {
            return named(name);
        }
        for (ClassLoader loader : loaders()) {
            Driver driver = service(loader, address.url());
            if (driver != null) {
                return driver;
            }
        }
        for (Driver driver : Collections.list(DriverManager.getDrivers())) {
            if (driver.acceptsURL(address.url())) {
                return driver;
            }
        }
        throw new SQLException("there is no driver for " + address.displayUrl()
                + "; put its jar beside Ferry's, and if it does not announce itself, name its class in ferry.driver");
    }

    private Driver named(String name) throws SQLException {
        for (ClassLoader loader : loaders()) {
            try {
                return Class.forName(name, true, loader)
                        .asSubclass(Driver.class)
                        .getDeclaredConstructor()
                        .newInstance();
            } catch (ClassNotFoundException e) {
                LOG.log(Level.FINE, "{0} does not have {1}", new Object[] {loader, name});
            } catch (ReflectiveOperationException | ClassCastException | LinkageError e) {
                throw new SQLException("ferry.driver=" + name + " cannot be used as a driver: " + e, e);
            }
        }
        throw new SQLException("ferry.driver=" + name + " was not found; put the driver's jar beside Ferry's");
    }

    /** Returns the class loaders to search; Ferry's own comes first, because its drivers live as long as Ferry. */
    private Set<ClassLoader> loaders() {
        Set<ClassLoader> loaders = new LinkedHashSet<>();
        ClassLoader own = DriverLocator.class.getClassLoader();
        loaders.add(own == null ? ClassLoader.getSystemClassLoader() : own);
        loaders.addAll(webapps);
        return loaders;
    }

    private static @Nullable Driver service(ClassLoader loader, String url) throws SQLException {
        Iterator<Driver> drivers = ServiceLoader.load(Driver.class, loader).iterator();
        List<String> broken = new ArrayList<>();
        while (broken.size() < 100) {
            try {
                if (!drivers.hasNext()) {
                    return null;
                }
                Driver driver = drivers.next();
                if (driver.acceptsURL(url)) {
                    return driver;
                }
            } catch (ServiceConfigurationError | LinkageError e) {
                broken.add(e.toString()); // it may be the driver of another database
            }
        }
        throw new SQLException("drivers that can't be loaded: " + broken);
    }

    private static void deregister(Driver driver) {
        try {
            DriverManager.deregisterDriver(driver);
        } catch (SQLException | SecurityException e) {
            LOG.log(Level.FINE, "a driver stays registered", e);
        }
    }

    /** Ends the thread that MySQL's driver starts when it is loaded. */
    private static void endThreadOfMySql(ClassLoader webapp) {
        try {
            Method shutdown = Class.forName(MYSQL_THREAD, false, webapp).getMethod("uncheckedShutdown");
            shutdown.invoke(null);
        } catch (ReflectiveOperationException | LinkageError e) {
            LOG.log(Level.FINE, "the driver's own thread stays", e);
        }
    }
}
