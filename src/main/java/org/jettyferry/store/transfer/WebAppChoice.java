package org.jettyferry.store.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jetty.RowConventions;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.store.table.SessionTable;

/**
 * The web applications whose sessions are migrated.
 *
 * @param contextPaths as they are configured in Jetty; {@code /} for the root
 */
public record WebAppChoice(List<String> contextPaths) implements SessionChoice {
    public WebAppChoice {
        contextPaths = List.copyOf(contextPaths);
    }

    @Override
    public String condition(String alias, SessionTable table, RowConventions conventions, Dialect dialect) {
        String column = alias + "." + table.sql(dialect, SessionColumn.CONTEXT_PATH);
        List<String> stored =
                contextPaths.stream().map(conventions::canonicalPath).distinct().toList();
        List<String> parts = new ArrayList<>();
        String literals = stored.stream()
                .map(path -> dialect.text(path, table.type(SessionColumn.CONTEXT_PATH)))
                .collect(Collectors.joining(", "));
        parts.add(stored.isEmpty() ? "1 = 0" : column + " in (" + literals + ")");
        if (stored.contains("")) {
            parts.add(column + " is null"); // Oracle's way to store an empty text, in a dump that came from there
        }
        return parts.stream().collect(Collectors.joining(" or ", "(", ")"));
    }
}
