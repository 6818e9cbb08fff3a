package org.jettyferry.testkit.servers;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A power cut at one exact point: behind the n-th change that a program has sent to its database and had answered. It
 * stands between the program and the driver, and counts the changes of all connections. Between two changes a crash makes
 * no difference to the database, so going through all n is going through all crashes.
 */
public final class PowerCut {
    private static final Set<String> CHANGES =
            Set.of("execute", "executeUpdate", "executeLargeUpdate", "executeBatch", "commit");

    private final int at;
    private final List<Connection> connections = new CopyOnWriteArrayList<>();
    private final List<String> changes = new CopyOnWriteArrayList<>();
    private volatile boolean dark;

    private PowerCut(int at) {
        this.at = at;
    }

    /** Thrown through a program that must die without a chance to clean up; its connections are dead by then. */
    public static final class Died extends Error {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Makes a cut that tears the connections and lets the thread {@linkplain Died die}: to the server it is the same as a
     * process that is killed, and a hundred of them take no longer than one process takes to start.
     *
     * @param change behind which change, counted from 1
     * @return the cut
     */
    public static PowerCut behind(int change) {
        return new PowerCut(change);
    }

    /**
     * Counts only.
     *
     * @return the cut that never comes
     */
    public static PowerCut never() {
        return new PowerCut(Integer.MAX_VALUE);
    }

    /**
     * Gives the changes so far.
     *
     * @return the beginning of each statement, or {@code commit}
     */
    public List<String> changes() {
        return List.copyOf(changes);
    }

    /**
     * Opens a connection that can be cut.
     *
     * @param url as for a driver
     * @param properties as for a driver
     * @return the connection
     * @throws SQLException if the server refuses
     */
    public Connection open(String url, Properties properties) throws SQLException {
        Connection real = DriverManager.getConnection(url, properties);
        connections.add(real);
        return (Connection) wrapped(real, Connection.class, "");
    }

    private synchronized void changed(String what) throws SQLException {
        changes.add(what);
        if (changes.size() != at) {
            return;
        }
        dark = true;
        for (Connection connection : connections) {
            connection.abort(Runnable::run);
        }
        throw new Died();
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
}
