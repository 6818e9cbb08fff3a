package org.jettyferry.store.transfer;

import java.util.List;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jetty.RowConventions;
import org.jettyferry.store.table.SessionTable;

/**
 * All sessions of web applications that tenants share, where nothing tells whose a session is. They are copied, because those
 * that have not moved yet go on with them. Where two copies meet, the one that was used later counts.
 *
 * @param contextPaths as they are configured in Jetty; {@code /} for the root
 */
public record SharedWebApps(List<String> contextPaths) implements SessionChoice {
    public SharedWebApps {
        contextPaths = List.copyOf(contextPaths);
    }

    @Override
    public String condition(String alias, SessionTable table, RowConventions conventions, Dialect dialect) {
        return new WebAppChoice(contextPaths).condition(alias, table, conventions, dialect);
    }

    @Override
    public boolean copies() {
        return true;
    }
}
