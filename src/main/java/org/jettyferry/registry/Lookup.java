package org.jettyferry.registry;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Asks for many keys with few statements. */
final class Lookup {
    /** Few lengths, so that the server meets the same statements again; SQL Server takes 2100 parameters at most. */
    private static final int[] LENGTHS = {1, 10, 100, 1000};

    private final Connection connection;

    Lookup(Connection connection) {
        this.connection = connection;
    }

    /**
     * Visits the rows of all keys.
     *
     * @param select ends with "in", before the bracket
     */
    void each(String select, Collection<?> keys, Visitor visitor) throws SQLException {
        List<Object> list = new ArrayList<>(keys);
        int longest = LENGTHS[LENGTHS.length - 1];
        for (int from = 0; from < list.size(); from += longest) {
            slice(select, list.subList(from, Math.min(list.size(), from + longest)), visitor);
        }
    }

    /** The last key fills the places that are left. */
    private void slice(String select, List<Object> keys, Visitor visitor) throws SQLException {
        int places = places(keys.size());
        String sql = select + "(?" + ", ?".repeat(places - 1) + ")";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < places; i++) {
                statement.setObject(i + 1, keys.get(Math.min(i, keys.size() - 1)));
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    visitor.visit(rows);
                }
            }
        }
    }

    private static int places(int keys) {
        for (int length : LENGTHS) {
            if (keys <= length) {
                return length;
            }
        }
        return keys;
    }

    /** Looks at the row that a result set stands on. */
    @FunctionalInterface
    interface Visitor {
        void visit(ResultSet row) throws SQLException;
    }
}
