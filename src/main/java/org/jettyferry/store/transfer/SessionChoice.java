package org.jettyferry.store.transfer;

import java.util.List;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jetty.RowConventions;
import org.jettyferry.store.table.SessionTable;

/** Which sessions are migrated. */
public sealed interface SessionChoice permits WebAppChoice, HostChoice, AttributeChoice, SharedWebApps {
    /**
     * Returns the condition for rows that may be chosen.
     *
     * @param alias of the session table in the statement
     * @param table that holds them
     * @param conventions by which its rows are filled
     * @param dialect of its server
     */
    String condition(String alias, SessionTable table, RowConventions conventions, Dialect dialect);

    /** Returns the context paths of their web applications, as they are configured in Jetty, as far as they are known. */
    default List<String> contextPaths() {
        return List.of();
    }

    /** Tells whether they are copied and stay at the source too, because others use them there. */
    default boolean copies() {
        return false;
    }
}
