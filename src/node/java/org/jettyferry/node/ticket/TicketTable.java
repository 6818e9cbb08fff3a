package org.jettyferry.node.ticket;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jettyferry.jdbcurl.DatabaseProduct;

/** The statements on {@code ferry_ticket}. The clock is the registry's. Stateless. */
final class TicketTable {
    private static final int SWEPT_AT_ONCE = 500;

    private TicketTable() {}

    static void add(Connection connection, DatabaseProduct product, Ticket ticket, String sealed) throws SQLException {
        String sql = "insert into ferry_ticket (ticket_hash, sealed_session, context_id, context_path, expires_ms)"
                + " values (?, ?, ?, ?, " + product.now() + " + ?)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, ticket.hash());
            statement.setString(2, sealed);
            statement.setString(3, ticket.place().context());
            statement.setString(4, ticket.place().contextPath());
            statement.setLong(5, TicketOffice.SECONDS * 1000L);
            statement.executeUpdate();
        }
    }

    /**
     * Takes a ticket, so that nobody can take it again.
     *
     * @return the sealed id of the session; empty if there is no such ticket, it has expired, or another has taken it
     */
    static Optional<String> take(Connection connection, DatabaseProduct product, Ticket ticket) throws SQLException {
        connection.setAutoCommit(false);
        Optional<String> sealed = sealed(connection, product, ticket);
        if (sealed.isPresent() && delete(connection, ticket.hash()) != 1) {
            sealed = Optional.empty();
        }
        connection.commit();
        connection.setAutoCommit(true);
        return sealed;
    }

    private static Optional<String> sealed(Connection connection, DatabaseProduct product, Ticket ticket)
            throws SQLException {
        String sql = "select sealed_session from ferry_ticket where ticket_hash = ? and context_id = ?"
                + " and context_path = ? and expires_ms >= " + product.now();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, ticket.hash());
            statement.setString(2, ticket.place().context());
            statement.setString(3, ticket.place().contextPath());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
            }
        }
    }

    /** Removes expired tickets, one by one by key: a scan would lock the rows of others. */
    static void sweep(Connection connection, DatabaseProduct product) throws SQLException {
        List<String> expired = new ArrayList<>();
        String sql = "select ticket_hash from ferry_ticket where expires_ms < " + product.now();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setMaxRows(SWEPT_AT_ONCE);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    expired.add(row.getString(1));
                }
            }
        }
        for (String hash : expired) {
            delete(connection, hash);
        }
    }

    private static int delete(Connection connection, String hash) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("delete from ferry_ticket where ticket_hash = ?")) {
            statement.setString(1, hash);
            return statement.executeUpdate();
        }
    }
}
