package org.jettyferry.jetty;

import java.util.List;

/**
 * The layout of the tables that hold sessions. It is told by the primary key of {@code JettySessions}, never by a name
 * or a version.
 */
public enum Generation {
    /** Key {@code rowId}, with a table {@code JettySessionIds} beside it: Jetty 7 to 9.3. */
    ONE("1"),
    /** Key {@code sessionId, contextPath, virtualHost}, one table: Jetty 9.4 to 12.1. */
    TWO("2");

    private final String id;

    Generation(String id) {
        this.id = id;
    }

    /**
     * The generation that a release needs: 9.4 brought the second.
     *
     * @param release the release
     * @return the layout of its tables
     */
    public static Generation of(JettyRelease release) {
        return release.isAtLeast(9, 4, 0) ? TWO : ONE;
    }

    /**
     * The columns of its primary key, which tells it.
     *
     * @return the columns in the order of the key
     */
    public List<SessionColumn> key() {
        return this == ONE ? SessionColumn.KEY_1 : SessionColumn.KEY_2;
    }

    /**
     * The name of this generation in reports and in machine-readable output.
     *
     * @return {@code "1"} or {@code "2"}
     */
    public String id() {
        return id;
    }
}
