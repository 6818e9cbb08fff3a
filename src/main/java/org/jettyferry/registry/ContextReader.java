package org.jettyferry.registry;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jettyferry.jdbc.Dialect;

/** Reads contexts row by row: their number costs no memory. */
final class ContextReader {
    private final Connection connection;
    private final Dialect dialect;

    ContextReader(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    void each(Contexts.Filter filter, Consumer<Context> visitor) throws SQLException {
        String sql = sql(filter);
        connection.setAutoCommit(false); // otherwise PostgreSQL's driver reads the whole result first
        try (Statement statement = dialect.streaming(connection);
                ResultSet rows = statement.executeQuery(sql)) {
            Optional<Context> open = Optional.empty();
            while (rows.next()) {
                open = next(open, rows, visitor);
            }
            open.map(ContextReader::sorted).ifPresent(visitor);
        }
        connection.rollback();
    }

    /** Adds a row to the open context, or hands that one out and opens the next. A context has a row for each name. */
    private static Optional<Context> next(Optional<Context> open, ResultSet row, Consumer<Context> visitor)
            throws SQLException {
        String id = row.getString(1);
        if (open.isPresent() && open.get().id().equals(id)) {
            open.get().names().add(row.getString(2));
            return open;
        }
        open.map(ContextReader::sorted).ifPresent(visitor);
        return Optional.of(new Context(
                id,
                new ArrayList<>(List.of(row.getString(2))),
                row.getString(3),
                Optional.ofNullable(row.getString(4)),
                row.getInt(5) != 0,
                row.getInt(6) != 0,
                row.getString(7)));
    }

    /** Sorts the names here: the server would have to sort all rows. */
    private static Context sorted(Context context) {
        context.names().sort(null);
        return context;
    }

    private String sql(Contexts.Filter filter) throws SQLException {
        List<String> conditions = new ArrayList<>();
        if (filter.schema().isPresent()) {
            conditions.add("c.schema_id = "
                    + Schemata.find(connection, filter.schema().get()).id());
        }
        if (filter.server().isPresent()) {
            conditions.add("s.server_id = "
                    + Servers.find(connection, filter.server().get()).id());
        }
        filter.pattern().filter(pattern -> !pattern.equals("*")).ifPresent(pattern -> conditions.add(named(pattern)));
        return "select c.context_id, n.name, s.name, v.name, c.enabled, s.enabled, c.reason"
                + " from ferry_context c"
                + " join ferry_context_name n on n.context_id = c.context_id"
                + " join ferry_schema s on s.schema_id = c.schema_id"
                + " left join ferry_server v on v.server_id = s.server_id"
                + (conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions))
                + " order by c.context_id";
    }

    private String named(String pattern) {
        return "c.context_id in (select context_id from ferry_context_name where name"
                + Wildcards.LIKE.replace("?", dialect.text(Wildcards.like(pattern))) + ")";
    }
}
