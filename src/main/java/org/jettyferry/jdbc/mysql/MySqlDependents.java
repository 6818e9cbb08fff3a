package org.jettyferry.jdbc.mysql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.TableName;

/** Finds what refers to a table, or makes it a table of another kind. */
final class MySqlDependents {
    private final Connection connection;
    private final Dialect dialect;

    MySqlDependents(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    /** Returns the dependents, each as "kind name". */
    List<String> of(TableName table) throws SQLException {
        List<String> found = new ArrayList<>();
        found.addAll(Sql.texts(
                connection,
                "select concat('trigger ', trigger_name) from information_schema.triggers"
                        + " where event_object_schema = ? and event_object_table = ?",
                table.schema(),
                table.name()));
        found.addAll(Sql.texts(
                connection,
                "select concat('foreign key ', constraint_name, ' of ', table_name)"
                        + " from information_schema.referential_constraints"
                        + " where unique_constraint_schema = ? and referenced_table_name = ?",
                table.schema(),
                table.name()));
        found.addAll(views(table));
        MySqlDefinition definition = MySqlDefinition.of(connection, table.sql(dialect));
        found.addAll(definition.constraints());
        if (definition.line("PARTITION BY").isPresent()) {
            found.add("partitioning");
        }
        definition
                .line("PERIOD FOR")
                .ifPresent(period -> found.add("period" + period.substring("PERIOD FOR".length())));
        if (definition.options().matches("(?is).*\\bWITH SYSTEM VERSIONING\\b.*")) {
            found.add("system versioning");
        }
        return found.stream().distinct().toList();
    }

    /**
     * Returns the views of the table. The stored text of a view contains qualified table names; MySQL 8 also lists
     * them. A user without rights on a view sees an empty text; such a view may use this table.
     */
    private List<String> views(TableName table) throws SQLException {
        List<String> views = new ArrayList<>(Sql.texts(
                connection,
                "select concat('view ', table_schema, '.', table_name, case when coalesce(view_definition, '') = ''"
                        + " then ', whose text this user may not see (grant show view)' else '' end)"
                        + " from information_schema.views where locate(lower(?), lower(view_definition)) > 0"
                        + " or table_schema = ? and coalesce(view_definition, '') = '' order by table_schema, table_name",
                table.sql(dialect),
                table.schema()));
        if (Sql.number(
                        connection,
                        "select count(*) from information_schema.tables"
                                + " where table_schema = 'information_schema' and table_name = 'VIEW_TABLE_USAGE'")
                > 0) {
            views.addAll(Sql.texts(
                    connection,
                    "select concat('view ', view_schema, '.', view_name) from information_schema.view_table_usage"
                            + " where table_schema = ? and table_name = ? order by view_schema, view_name",
                    table.schema(),
                    table.name()));
        }
        return views;
    }
}
