package org.jettyferry.guest;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.jetty.TableNames;
import org.jspecify.annotations.Nullable;

/** Rows as Jetty expects them. Jetty asks for each column by its name. */
final class LoadedRow implements InvocationHandler {
    /** Receives the interval of a session in milliseconds, and its attributes as they are stored, when Jetty reads them. */
    @FunctionalInterface
    interface Reading {
        void of(long interval, byte @Nullable [] map);
    }

    private final ResultSet rows;
    private final TableNames names;
    private final Translation translation;
    private final Reading read;

    private LoadedRow(ResultSet rows, TableNames names, Translation translation, Reading read) {
        this.rows = rows;
        this.names = names;
        this.translation = translation;
        this.read = read;
    }

    /**
     * Wraps rows.
     *
     * @param read receives what Jetty reads
     */
    static ResultSet of(ResultSet rows, TableNames names, Translation translation, Reading read) {
        return Calls.proxy(ResultSet.class, new LoadedRow(rows, names, translation, read));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (Calls.isOwn(method)) {
            return Calls.own(proxy, method, arguments, "translated " + rows);
        }
        String name = method.getName();
        if (arguments != null && name.startsWith("get")) {
            if (!(arguments[0] instanceof String column)) {
                throw Refusal.of("Jetty asks for the columns of a session by their names, not by their numbers");
            }
            switch (name) {
                case "getLong" -> {
                    return number(column);
                }
                case "getString" -> {
                    return text(column);
                }
                case "getBytes" -> {
                    return map(column);
                }
                case "getBlob" -> {
                    byte[] map = map(column);
                    return map == null ? null : new BytesBlob(map);
                }
                default -> throw Refusal.of("Jetty does not call " + name + " on a session");
            }
        }
        return Calls.pass(rows, method, arguments);
    }

    private long number(String column) throws SQLException {
        long number = rows.getLong(column);
        return is(column, SessionColumn.MAX_INTERVAL) ? translation.values().nodeInterval(number) : number;
    }

    private @Nullable String text(String column) throws SQLException {
        String text = rows.getString(column);
        if (is(column, SessionColumn.CONTEXT_PATH)) {
            return translation.values().nodePath(text);
        }
        return is(column, SessionColumn.VIRTUAL_HOST) ? translation.values().nodeHost(text) : text;
    }

    private byte @Nullable [] map(String column) throws SQLException {
        byte[] map = rows.getBytes(column);
        read.of(number(names.column(SessionColumn.MAX_INTERVAL).written()), map);
        return translation.changesBlobs() ? translation.toNode().rewritten(MapBytes.of(map), MapBytes::written) : map;
    }

    private boolean is(String asked, SessionColumn column) {
        return asked.equalsIgnoreCase(names.column(column).written());
    }
}
