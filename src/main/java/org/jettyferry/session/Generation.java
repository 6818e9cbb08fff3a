package org.jettyferry.session;

/**
 * The layout of the tables that hold sessions. It is told by the primary key of {@code JettySessions}, never by a name or
 * a version.
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
     * The name of this generation in reports and in machine-readable output.
     *
     * @return {@code "1"} or {@code "2"}
     */
    public String id() {
        return id;
    }
}
