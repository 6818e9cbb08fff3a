package org.jettyferry.store.transfer;

import java.util.List;
import java.util.stream.Collectors;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jetty.RowConventions;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.store.table.SessionTable;

/**
 * The sessions of web applications with some virtual hosts. Jetty fills a row with the first one of the web application.
 *
 * @param hosts as they are configured in Jetty
 */
public record HostChoice(List<String> hosts) implements SessionChoice {
    public HostChoice {
        hosts = List.copyOf(hosts);
    }

    @Override
    public String condition(String alias, SessionTable table, RowConventions conventions, Dialect dialect) {
        String literals = hosts.stream()
                .map(conventions.hostRule()::canonical)
                .distinct()
                .map(host -> dialect.text(host, table.type(SessionColumn.VIRTUAL_HOST)))
                .collect(Collectors.joining(", "));
        return literals.isEmpty()
                ? "1 = 0"
                : alias + "." + table.sql(dialect, SessionColumn.VIRTUAL_HOST) + " in (" + literals + ")";
    }
}
