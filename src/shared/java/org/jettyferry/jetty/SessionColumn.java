package org.jettyferry.jetty;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The columns of {@code JettySessions}, in the order in which Jetty creates them. */
public enum SessionColumn {
    ROW_ID("rowId", "rowIdColumn"),
    SESSION_ID("sessionId", "idColumn"),
    CONTEXT_PATH("contextPath", "contextPathColumn"),
    VIRTUAL_HOST("virtualHost", "virtualHostColumn"),
    LAST_NODE("lastNode", "lastNodeColumn"),
    ACCESS_TIME("accessTime", "accessTimeColumn"),
    LAST_ACCESS_TIME("lastAccessTime", "lastAccessTimeColumn"),
    CREATE_TIME("createTime", "createTimeColumn"),
    COOKIE_TIME("cookieTime", "cookieTimeColumn"),
    LAST_SAVED_TIME("lastSavedTime", "lastSavedTimeColumn"),
    EXPIRY_TIME("expiryTime", "expiryTimeColumn"),
    MAX_INTERVAL("maxInterval", "maxIntervalColumn"),
    MAP("map", "mapColumn");

    /** The primary key of generation 1. */
    public static final List<SessionColumn> KEY_1 = Collections.singletonList(ROW_ID);

    /** The primary key of generation 2. */
    public static final List<SessionColumn> KEY_2 =
            Collections.unmodifiableList(Arrays.asList(SESSION_ID, CONTEXT_PATH, VIRTUAL_HOST));

    private final String defaultName;
    private final String property;

    SessionColumn(String defaultName, String property) {
        this.defaultName = defaultName;
        this.property = TableNames.PREFIX + property;
    }

    /** Returns whether it holds text. All others but the map hold whole numbers. */
    public boolean isText() {
        return compareTo(LAST_NODE) <= 0;
    }

    /** Returns Jetty's own name of the column. */
    public String defaultName() {
        return defaultName;
    }

    /** Returns the property by which Jetty's module session-store-jdbc renames the column. */
    public String property() {
        return property;
    }
}
