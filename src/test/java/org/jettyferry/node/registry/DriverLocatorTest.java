package org.jettyferry.node.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class DriverLocatorTest {
    /** Its listeners run after its filters at the end, and may need the database once more. */
    @Test
    void aDriverThatTheWebApplicationHasLoadedForItselfStays() throws Exception {
        URL[] lib = {
            home(DriverLocator.class),
            home(DriverLocatorTest.class),
            home(org.postgresql.Driver.class),
            home(org.mariadb.jdbc.Driver.class)
        };
        try (URLClassLoader webapp = new URLClassLoader(lib, ClassLoader.getPlatformClassLoader())) {
            Object code = webapp.loadClass(Webapp.class.getName())
                    .getDeclaredConstructor()
                    .newInstance();

            assertThat((Object) ((Callable<?>) code).call())
                    .isEqualTo(List.of(
                            "before",
                            "org.mariadb.jdbc.Driver",
                            "org.postgresql.Driver",
                            "after",
                            "org.mariadb.jdbc.Driver"));
        }
    }

    private static URL home(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    /** Runs in the class loader of the web application, as {@code DriverManager} shows others none of its drivers. */
    public static final class Webapp implements Callable<List<String>> {
        @Override
        public List<String> call() throws Exception {
            ClassLoader own = Webapp.class.getClassLoader();
            DriverLocator drivers = new DriverLocator();
            drivers.use(own);
            Class.forName("org.mariadb.jdbc.Driver");
            drivers.find(
                    new RegistryAddress("jdbc:postgresql://registry/site", null, null, null, "org.postgresql.Driver"));

            List<String> seen = new ArrayList<>(List.of("before"));
            List<Driver> there = drivers(own, seen);
            seen.add("after");
            drivers.forget(own, null);
            drivers(own, seen);
            for (Driver driver : there) {
                DriverManager.deregisterDriver(driver);
            }
            return seen;
        }

        private static List<Driver> drivers(ClassLoader own, List<String> names) throws SQLException {
            List<Driver> drivers = new ArrayList<>(Collections.list(DriverManager.getDrivers()));
            drivers.removeIf(driver -> driver.getClass().getClassLoader() != own);
            drivers.forEach(driver -> names.add(driver.getClass().getName()));
            return drivers;
        }
    }
}
