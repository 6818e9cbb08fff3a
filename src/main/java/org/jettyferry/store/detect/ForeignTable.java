package org.jettyferry.store.detect;

import java.util.List;
import java.util.Optional;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.Table;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.store.table.SessionTable;
import org.jettyferry.store.table.StoreNames;

/** Explains why a table of the configured name is not Jetty's session table, and what helps. */
record ForeignTable(Table table, Dialect dialect, StoreNames names) {

    /** Returns what to do about a table that is almost Jetty's; empty if no remedy is known. */
    Optional<String> remedy() {
        List<String> missing = SessionTable.missing(table, names);
        boolean rowId = table.column(names.column(SessionColumn.ROW_ID)).isPresent();
        if (missing.equals(List.of(names.column(SessionColumn.VIRTUAL_HOST))) && rowId) {
            return Optional.of(
                    "It looks like a table of Jetty 6, which Ferry does not read. Stop the nodes, drop it or rename"
                            + " it, and let the new release make its own; its users log in again.");
        }
        if (table.view() || !missing.isEmpty() || !table.primaryKey().isEmpty()) {
            return Optional.empty();
        }
        List<String> key = (rowId ? List.of(SessionColumn.ROW_ID) : SessionColumn.KEY_2)
                .stream()
                        .map(column -> table.column(names.column(column)).orElseThrow())
                        .map(column -> dialect.quote(column.name()))
                        .toList();
        return Optional.of("Give it the key that Jetty makes, with all nodes stopped: alter table "
                + table.name().sql(dialect) + " add primary key (" + String.join(", ", key)
                + "). If rows stand in the way, two have the same key.");
    }

    /** Returns what differs from a session table. */
    String reason() {
        if (table.view()) {
            return "it is a view; Jetty takes it for its table";
        }
        List<String> missing = SessionTable.missing(table, names);
        if (!missing.isEmpty()) {
            return "it lacks the columns " + String.join(", ", missing);
        }
        return "its primary key is " + (table.primaryKey().isEmpty() ? "missing" : table.primaryKey())
                + "; generation 1 has rowId, generation 2 has sessionId, contextPath, virtualHost";
    }
}
