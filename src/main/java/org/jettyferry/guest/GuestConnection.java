package org.jettyferry.guest;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.jettyferry.jetty.GuestLock;
import org.jspecify.annotations.Nullable;

/** A connection that translates Jetty's statements on the session table, and passes on everything else. */
final class GuestConnection implements InvocationHandler {
    private final Guest guest;
    private final Connection real;

    private GuestConnection(Guest guest, Connection real) {
        this.guest = guest;
        this.real = real;
    }

    static Connection of(Guest guest, Connection real) {
        return Calls.proxy(Connection.class, new GuestConnection(guest, real));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (Calls.isOwn(method)) {
            return Calls.own(proxy, method, arguments, "guest of " + real);
        }
        if (method.getName().equals("createStatement")) {
            return definition((Statement) passed(method, arguments));
        }
        if (arguments != null && arguments[0] instanceof String text) {
            if (method.getName().equals("prepareStatement")) {
                return prepared((Connection) proxy, method, arguments, text);
            }
            if (method.getName().equals("getClientInfo") && text.equals(GuestLock.MARK)) {
                return "true";
            }
        }
        return Calls.pass(real, method, arguments);
    }

    private Object passed(Method method, Object @Nullable [] arguments) throws Throwable {
        Object result = Calls.pass(real, method, arguments);
        if (result == null) {
            throw new SQLException("The driver has returned nothing from " + method.getName());
        }
        return result;
    }

    private Object prepared(Connection proxy, Method method, Object[] arguments, String text) throws Throwable {
        Optional<SessionStatement> statement = guest.statements().read(text);
        return statement.isPresent()
                ? Calls.proxy(PreparedStatement.class, new GuestStatement(guest, proxy, real, statement.get()))
                : passed(method, arguments);
    }

    /** Jetty creates and changes its tables by such statements; none of them reads or writes a row. */
    private Statement definition(Statement statement) {
        return Calls.proxy(Statement.class, (proxy, method, arguments) -> {
            if (Calls.isOwn(method)) {
                return Calls.own(proxy, method, arguments, statement.toString());
            }
            if (arguments != null && arguments.length > 0 && arguments[0] instanceof String text) {
                guest.statements().requireHarmless(text);
            }
            return Calls.pass(statement, method, arguments);
        });
    }
}
