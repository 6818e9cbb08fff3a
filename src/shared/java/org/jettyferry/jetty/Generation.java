package org.jettyferry.jetty;

import java.util.List;

/**
 * The layout of the tables that hold sessions. The primary key of {@code JettySessions} identifies it, never the name
 * of a table or a version: Jetty checks neither, and a node that starts on tables of the other generation fails only
 * when it saves.
 */
public enum Generation {
    /**
     * Key {@code rowId} (Oracle: {@code srowId}), with a table {@code JettySessionIds}: Jetty 7 to 9.3
     * ({@code JDBCSessionIdManager.SessionTableSchema}).
     */
    ONE("1"),
    /**
     * Key {@code sessionId, contextPath, virtualHost}, one table: Jetty 9.4 to 12.1
     * ({@code JDBCSessionDataStore.SessionTableSchema}).
     */
    TWO("2");

    private final String id;

    Generation(String id) {
        this.id = id;
    }

    /**
     * Returns the generation that a release needs.
     *
     * @param release the release
     * @return the layout of its tables
     */
    public static Generation of(JettyRelease release) {
        return release.isAtLeast(9, 4, 0) ? TWO : ONE;
    }

    /**
     * Returns the columns of the primary key.
     *
     * @return the columns in the order of the key
     */
    public List<SessionColumn> key() {
        return this == ONE ? SessionColumn.KEY_1 : SessionColumn.KEY_2;
    }

    /**
     * Returns the name of this generation in reports and in machine-readable output.
     *
     * @return {@code "1"} or {@code "2"}
     */
    public String id() {
        return id;
    }
}
