package org.jettyferry.guest;

import java.io.InputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jettyferry.jetty.SessionColumn;
import org.jspecify.annotations.Nullable;

/**
 * One of Jetty's statements on the session table. It keeps the parameters, and reaches the database when Jetty executes
 * it: only then is it known what the tables look like. Not thread-safe, as all statements.
 */
final class GuestStatement implements InvocationHandler {
    /** Tables change once in a migration; more attempts mean that something else is wrong. */
    private static final int ATTEMPTS = 3;

    private final Guest guest;
    private final Connection proxy;
    private final Connection real;
    private final SessionStatement statement;
    private final @Nullable Object[] values;
    private @Nullable Execution execution;
    private boolean closed;

    GuestStatement(Guest guest, Connection proxy, Connection real, SessionStatement statement) {
        this.guest = guest;
        this.proxy = proxy;
        this.real = real;
        this.statement = statement;
        this.values = new Object[statement.kind().parameters().size()];
    }

    @Override
    public @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments) throws Throwable {
        if (Calls.isOwn(method)) {
            return Calls.own(self, method, arguments, statement.text());
        }
        String name = method.getName();
        if (arguments != null && arguments.length > 1 && name.startsWith("set")) {
            set(name, (Integer) arguments[0], arguments);
            return null;
        }
        return switch (name) {
            case "executeQuery" -> query(arguments);
            case "executeUpdate" -> update(arguments);
            case "close" -> {
                close();
                yield null;
            }
            case "isClosed" -> closed;
            case "getConnection" -> proxy;
            // A pool sets these before it lends and after it takes back a connection.
            case "clearParameters", "clearWarnings", "getWarnings", "setQueryTimeout", "setFetchSize" -> null;
            case "isWrapperFor" -> false;
            default -> throw Refusal.of("Jetty 9.4 to 12.1 does not call " + name + " on: " + statement.text());
        };
    }

    private void set(String method, int index, Object[] arguments) throws SQLException {
        values[index - 1] = switch (method) {
            case "setString", "setLong", "setBytes" -> arguments[1];
            case "setNull" -> null;
            case "setBinaryStream" -> stream((InputStream) arguments[1], arguments);
            default -> throw Refusal.of("Jetty 9.4 to 12.1 does not call " + method + " on: " + statement.text());
        };
    }

    private static @Nullable GivenStream stream(@Nullable InputStream stream, Object[] arguments) {
        long length = arguments.length > 2 ? ((Number) arguments[2]).longValue() : -1;
        return stream == null ? null : new GivenStream(stream, length);
    }

    private ResultSet query(Object @Nullable [] arguments) throws SQLException {
        requireOwnText(arguments);
        return repeated(Execution::query);
    }

    private int update(Object @Nullable [] arguments) throws SQLException {
        requireOwnText(arguments);
        int worker = statement.kind().parameters().indexOf(SessionColumn.LAST_NODE);
        if (worker >= 0) {
            guest.saves((String) values[worker]);
        }
        int map = statement.kind().parameters().indexOf(SessionColumn.MAP);
        MapBytes.Use<Integer> update = bytes -> repeated(execution -> execution.update(bytes));
        return map >= 0 && values[map] instanceof GivenStream stream
                ? stream.read(guest.buffers(), update)
                : update.of(map < 0 ? MapBytes.NONE : MapBytes.of((byte[]) values[map]));
    }

    private void requireOwnText(Object @Nullable [] arguments) throws SQLException {
        if (arguments != null && arguments.length > 0) {
            throw Refusal.of("a prepared statement has its own text: " + statement.text());
        }
    }

    @FunctionalInterface
    private interface Attempt<R> {
        R of(Execution execution) throws SQLException;
    }

    /** Executes it, and once more if the tables have changed under it. */
    private <R> R repeated(Attempt<R> attempt) throws SQLException {
        Translation translation = guest.translation();
        for (int attempts = 1; ; attempts++) {
            Translation now;
            try {
                Execution next = begin(translation);
                R result = attempt.of(next);
                if (!next.mayHaveMissed()) {
                    return result;
                }
                now = guest.lookAgain(real, translation);
                if (now.isFor(translation.form())) {
                    return result;
                }
            } catch (SQLException e) {
                now = changed(translation, e);
            }
            if (attempts == ATTEMPTS) {
                throw Refusal.of("the session tables change again and again");
            }
            translation = now;
        }
    }

    /** Returns the new translation after an error; throws the error if the tables are what they were. */
    private Translation changed(Translation translation, SQLException error) throws SQLException {
        Translation now;
        try {
            // In a transaction nothing can be repeated alone; Jetty uses none.
            now = real.getAutoCommit() ? guest.lookAgain(real, translation) : translation;
        } catch (SQLException e) {
            error.addSuppressed(e);
            throw error;
        }
        if (now.isFor(translation.form())) {
            throw error;
        }
        return now;
    }

    private Execution begin(Translation translation) throws SQLException {
        closeExecution();
        Execution next = new Execution(real, guest, statement, translation, values);
        execution = next;
        return next;
    }

    private void close() throws SQLException {
        closed = true;
        closeExecution();
    }

    private void closeExecution() throws SQLException {
        Execution last = execution;
        execution = null;
        if (last != null) {
            last.close();
        }
    }
}
