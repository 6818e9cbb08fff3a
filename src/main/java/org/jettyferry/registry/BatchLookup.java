package org.jettyferry.registry;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jettyferry.jdbc.Dialect;

/**
 * Looks up many names with few statements. The names are literals of the statement: with parameters PostgreSQL would
 * keep the plan that it made while the table was empty, and scan the whole table each time.
 */
final class BatchLookup {
    private static final int LENGTH = 1000;

    private final Connection connection;
    private final Dialect dialect;

    BatchLookup(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    /**
     * Visits the rows of all names.
     *
     * @param select ends with "in", before the bracket
     */
    void each(String select, Collection<String> names, Visitor visitor) throws SQLException {
        List<String> list = new ArrayList<>(names);
        for (int from = 0; from < list.size(); from += LENGTH) {
            List<String> slice = list.subList(from, Math.min(list.size(), from + LENGTH));
            String literals = slice.stream().map(dialect::text).collect(Collectors.joining(", ", "(", ")"));
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(select + literals)) {
                while (rows.next()) {
                    visitor.visit(rows);
                }
            }
        }
    }

    /** Looks at the row that a result set stands on. */
    @FunctionalInterface
    interface Visitor {
        void visit(ResultSet row) throws SQLException;
    }
}
