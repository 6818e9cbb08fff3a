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
 * Finds the driver for a URL. {@code DriverManager} shows a caller only what the caller's class loader sees, and in a web
 * container that is rarely where the driver is; so the class loaders of the web applications are asked themselves.
 * Thread-safe.
 */
final class DriverLocator {
    private static final Logger LOG = Logger.getLogger(DriverLocator.class.getName());
    private static final String MYSQL_THREAD = "com.mysql.cj.jdbc.AbandonedConnectionCleanupThread";

    /** DriverLocator that registered themselves while one of ours looked for one: no others are ours to take back. */
    private static final Set<Driver> LOADED =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private final List<ClassLoader> webapps = new CopyOnWriteArrayList<>();

    /** Lets drivers of a web application be found. */
    void use(ClassLoader webapp) {
        webapps.add(webapp);
    }

    /** Forgets a web application that ends, and takes back what its drivers did when they were loaded for us. */
    void forget(ClassLoader webapp, @Nullable Driver used) {
        webapps.remove(webapp);
        if (!webapps.contains(webapp)) {
            takeBack(webapp, used);
        }
    }

    /** Takes back what the drivers of a web application that ends did when they were loaded for us. */
    static void takeBack(ClassLoader webapp, @Nullable Driver used) {
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

    /** @throws SQLException if there is none */
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

    /** Not by equality, which is each driver's own business. */
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
                throw new SQLException("ferry.driver=" + name + " is no driver that can be used: " + e, e);
            }
        }
        throw new SQLException("ferry.driver=" + name + " is not to be found; put the driver's jar beside Ferry's");
    }

    /** Our own class loader first: its drivers live as long as we do. */
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
                broken.add(e.toString()); // of another database: none of our business
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

    /** The driver starts a thread when it is loaded, which would keep the class loader of the web application. */
    private static void endThreadOfMySql(ClassLoader webapp) {
        try {
            Method shutdown = Class.forName(MYSQL_THREAD, false, webapp).getMethod("uncheckedShutdown");
            shutdown.invoke(null);
        } catch (ReflectiveOperationException | LinkageError e) {
            LOG.log(Level.FINE, "the driver's own thread stays", e);
        }
    }
}
