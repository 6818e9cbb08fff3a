package org.jettyferry.guest;

import static org.jettyferry.jetty.SessionColumn.ACCESS_TIME;
import static org.jettyferry.jetty.SessionColumn.CONTEXT_PATH;
import static org.jettyferry.jetty.SessionColumn.COOKIE_TIME;
import static org.jettyferry.jetty.SessionColumn.CREATE_TIME;
import static org.jettyferry.jetty.SessionColumn.EXPIRY_TIME;
import static org.jettyferry.jetty.SessionColumn.LAST_ACCESS_TIME;
import static org.jettyferry.jetty.SessionColumn.LAST_NODE;
import static org.jettyferry.jetty.SessionColumn.LAST_SAVED_TIME;
import static org.jettyferry.jetty.SessionColumn.MAP;
import static org.jettyferry.jetty.SessionColumn.MAX_INTERVAL;
import static org.jettyferry.jetty.SessionColumn.SESSION_ID;
import static org.jettyferry.jetty.SessionColumn.VIRTUAL_HOST;

import java.util.List;
import org.jettyferry.jetty.SessionColumn;

/**
 * The statements that Jetty 9.4 to 12.1 sends to its session table, read in {@code
 * JDBCSessionDataStore.SessionTableSchema} of 9.4.8, 9.4.58, 10.0.25, 12.0.31 and 12.1.12. A column stands as {@code
 * {column}}, the table as {@code {table}}.
 */
enum StatementKind {
    /** Reads a session. */
    LOAD("select * from {table} where {key}", SESSION_ID, CONTEXT_PATH, VIRTUAL_HOST),

    /** Saves a session for the first time. */
    INSERT(
            "insert into {table} ({sessionId}, {contextPath}, {virtualHost}, {lastNode}, {accessTime},"
                    + " {lastAccessTime}, {createTime}, {cookieTime}, {lastSavedTime}, {expiryTime}, {maxInterval},"
                    + " {map}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            SESSION_ID,
            CONTEXT_PATH,
            VIRTUAL_HOST,
            LAST_NODE,
            ACCESS_TIME,
            LAST_ACCESS_TIME,
            CREATE_TIME,
            COOKIE_TIME,
            LAST_SAVED_TIME,
            EXPIRY_TIME,
            MAX_INTERVAL,
            MAP),

    /** Saves a session again. */
    UPDATE(
            "update {table} set {lastNode} = ?, {accessTime} = ?, {lastAccessTime} = ?, {lastSavedTime} = ?,"
                    + " {expiryTime} = ?, {maxInterval} = ?, {map} = ? where {key}",
            LAST_NODE,
            ACCESS_TIME,
            LAST_ACCESS_TIME,
            LAST_SAVED_TIME,
            EXPIRY_TIME,
            MAX_INTERVAL,
            MAP,
            SESSION_ID,
            CONTEXT_PATH,
            VIRTUAL_HOST),

    /** Ends a session. */
    DELETE("delete from {table} where {key}", SESSION_ID, CONTEXT_PATH, VIRTUAL_HOST),

    /** Looks whether a session exists, and until when. */
    EXISTS("select {sessionId}, {expiryTime} from {table} where {key}", SESSION_ID, CONTEXT_PATH, VIRTUAL_HOST),

    /** Finds the expired sessions of a web application. */
    EXPIRED(
            "select {sessionId}, {expiryTime} from {table} where {contextPath} = ? and {virtualHost} = ? and"
                    + " {expiryTime} >0 and {expiryTime} <= ?",
            CONTEXT_PATH,
            VIRTUAL_HOST,
            EXPIRY_TIME),

    /** Finds those of them that this node saved last. */
    EXPIRED_HERE(
            "select {sessionId}, {expiryTime} from {table} where {lastNode} = ? and {contextPath} = ? and"
                    + " {virtualHost} = ? and {expiryTime} >0 and {expiryTime} <= ?",
            LAST_NODE,
            CONTEXT_PATH,
            VIRTUAL_HOST,
            EXPIRY_TIME),

    /** Finds the expired sessions of all web applications: up to 9.4. */
    EXPIRED_ANYWHERE(
            "select {sessionId}, {contextPath}, {virtualHost} from {table} where {expiryTime} >0 and {expiryTime} <= ?",
            EXPIRY_TIME),

    /** Ends the sessions of all web applications that expired long ago: from 10 on. */
    DELETE_ORPHANS("delete from {table} where {expiryTime} > 0 and {expiryTime} <= ?", EXPIRY_TIME);

    private static final String KEY = "{sessionId} = ? and {contextPath} = ? and {virtualHost} = ?";

    private final String template;

    @SuppressWarnings("ImmutableEnumChecker") // it is List.of
    private final List<SessionColumn> parameters;

    StatementKind(String template, SessionColumn... parameters) {
        this.template = template;
        this.parameters = List.of(parameters);
    }

    /** Returns the statement, with the places of its names. */
    String template() {
        return template.replace("{key}", KEY);
    }

    /** Returns the column that each parameter belongs to, in their order. */
    List<SessionColumn> parameters() {
        return parameters;
    }

    /** Returns whether it returns rows. */
    boolean isQuery() {
        return template.startsWith("select");
    }
}
