package org.jettyferry.servers;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Logger;

/**
 * A power cut at one exact point: behind the n-th change that a program has sent to its database and had answered. While
 * one is armed, it stands between the program and the drivers, counts the changes of all connections and at the n-th does
 * what it was told to do. Between two changes a crash makes no difference to the database, so going through all n is
 * going through all crashes. One at a time in a JVM.
 */
public final class PowerCut implements AutoCloseable {
    private static final Set<String> CHANGES =
            Set.of("execute", "executeUpdate", "executeLargeUpdate", "executeBatch", "commit");
    private static volatile Optional<PowerCut> armed = Optional.empty();

    static {
        standInFront();
    }

    private final int at;
    private final Runnable end;
    private final List<Connection> connections = new CopyOnWriteArrayList<>();
    private final List<String> changes = new CopyOnWriteArrayList<>();
    private volatile boolean dark;

    private PowerCut(int at, Runnable end) {
        this.at = at;
        this.end = end;
    }

    /** What goes through a program that dies without a chance to clean up; its connections are dead before. */
    public static final class Died extends Error {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Arms a cut that kills the process as {@code kill -9} would.
     *
     * @param at behind which change, counted from 1
     * @return the cut
     */
    public static PowerCut ofProcess(int at) {
        return arm(new PowerCut(at, () -> Runtime.getRuntime().halt(137)));
    }

    /**
     * Arms a cut that tears the connections and lets the thread {@linkplain Died die}: to the server it is the same, and a
     * hundred of them take no longer than one process takes to start.
     *
     * @param at behind which change, counted from 1
     * @return the cut
     */
    public static PowerCut ofConnections(int at) {
        return arm(new PowerCut(at, () -> {
            throw new Died();
        }));
    }

    /**
     * Counts only.
     *
     * @return the cut that never comes
     */
    public static PowerCut never() {
        return arm(new PowerCut(Integer.MAX_VALUE, () -> {}));
    }

    /**
     * Gives the changes so far.
     *
     * @return the beginning of each statement, or {@code commit}
     */
    public List<String> changes() {
        return List.copyOf(changes);
    }

    @Override
    public void close() {
        armed = Optional.empty();
    }

    private static PowerCut arm(PowerCut cut) {
        armed = Optional.of(cut);
        return cut;
    }

    /** The first driver that takes a URL gets the connection. */
    private static void standInFront() {
        List<Driver> drivers = DriverManager.drivers().toList();
        try {
            for (Driver driver : drivers) {
                DriverManager.deregisterDriver(driver);
            }
            DriverManager.registerDriver(new Gate(drivers));
            for (Driver driver : drivers) {
                DriverManager.registerDriver(driver);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void changed(String what) throws SQLException {
        changes.add(what);
        if (changes.size() != at) {
            return;
        }
        dark = true;
        for (Connection connection : connections) {
            connection.abort(Runnable::run);
        }
        end.run();
    }

    private Object wrapped(Object real, Class<?> type, String sql) {
        return Proxy.newProxyInstance(PowerCut.class.getClassLoader(), new Class<?>[] {type}, new Wire(real, sql));
    }

    /** Between the program and one object of a driver. */
    private final class Wire implements InvocationHandler {
        private final Object real;
        private final String sql;

        Wire(Object real, String sql) {
            this.real = real;
            this.sql = sql;
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            if (dark) {
                return afterDark(method);
            }
            Object result = call(method, arguments);
            if (CHANGES.contains(method.getName())) {
                String what = statement(method, arguments);
                if (!what.startsWith("set ")) {
                    changed(what);
                }
            }
            boolean made = result instanceof Statement && method.getName().matches("createStatement|prepareStatement");
            return made ? wrapped(result, method.getReturnType(), statement(method, arguments)) : result;
        }

        private Object call(Method method, Object[] arguments) throws Throwable {
            try {
                return method.invoke(real, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }

        private String statement(Method method, Object[] arguments) {
            if (real instanceof Connection && arguments == null) {
                return method.getName();
            }
            String text = arguments != null && arguments[0] instanceof String first ? first : sql;
            String line = text.replaceAll("\\s+", " ").strip();
            return line.length() > 90 ? line.substring(0, 90) + "…" : line;
        }

        private Object afterDark(Method method) throws SQLException {
            return switch (method.getName()) {
                case "close" -> null;
                case "isClosed" -> true;
                default -> throw new SQLException("the power is cut", "08006");
            };
        }
    }

    /** Opens the real connections. */
    private record Gate(List<Driver> drivers) implements Driver {
        @Override
        public Connection connect(String url, Properties info) throws SQLException {
            if (armed.isEmpty()) {
                return null; // not mine
            }
            PowerCut cut = armed.get();
            for (Driver driver : drivers) {
                Connection real = driver.connect(url, info);
                if (real != null) {
                    cut.connections.add(real);
                    return (Connection) cut.wrapped(real, Connection.class, "");
                }
            }
            return null;
        }

        @Override
        public boolean acceptsURL(String url) {
            return armed.isPresent();
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
}
