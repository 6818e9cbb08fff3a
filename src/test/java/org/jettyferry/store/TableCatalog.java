package org.jettyferry.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jettyferry.testkit.servers.TestDatabase;

/** All that a server's own catalog tells of the session table, line by line: what came before a run has to be there after it. */
final class TableCatalog {
    private static final List<String> POSTGRESQL = List.of(
            "select 'indexes', indexname, indexdef from pg_indexes where tablename = 'jettysessions'",
            """
            select 'constraint', conname, pg_get_constraintdef(oid) || coalesce(obj_description(oid, 'pg_constraint'), '')
              from pg_constraint where conrelid = 'jettysessions'::regclass and contype <> 'n'
            """,
            """
            select 'column', attname, concat_ws(' ', attnotnull, attstorage, attstattarget, attoptions, attacl,
                   pg_get_expr(adbin, adrelid), col_description(attrelid, attnum))
              from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum
             where attrelid = 'jettysessions'::regclass and attnum > 0 and not attisdropped
            """,
            """
            select 'table', relname, concat_ws(' ', relpersistence, reloptions, relreplident, relacl, relowner,
                   obj_description(oid, 'pg_class'),
                   (select reloptions from pg_class t where t.oid = c.reltoastrelid))
              from pg_class c where oid = 'jettysessions'::regclass
            """,
            """
            select 'index', c.relname, concat_ws(' ', indisclustered, indisreplident, c.reloptions, obj_description(c.oid, 'pg_class'))
              from pg_index join pg_class c on c.oid = indexrelid where indrelid = 'jettysessions'::regclass
            """);

    private static final List<String> SQL_SERVER = List.of(
            "select 'index', name, concat(type_desc, is_unique, fill_factor, filter_definition) from sys.indexes"
                    + " where object_id = object_id('JettySessions') and is_primary_key = 0",
            "select 'column', name, concat(is_nullable, object_definition(default_object_id)) from sys.columns"
                    + " where object_id = object_id('JettySessions')",
            "select 'property', name, cast(value as varchar(100)) from sys.extended_properties"
                    + " where major_id = object_id('JettySessions')",
            "select 'right', permission_name, concat(state, user_name(grantee_principal_id), minor_id)"
                    + " from sys.database_permissions where major_id = object_id('JettySessions')");

    private TableCatalog() {}

    static List<String> of(TestDatabase database) throws SQLException {
        List<String> lines = new ArrayList<>();
        for (String question : questions(database)) {
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(question)) {
                while (rows.next()) {
                    lines.addAll(line(rows));
                }
            }
        }
        return lines.stream().sorted().toList();
    }

    private static List<String> questions(TestDatabase database) {
        return switch (database.server().name()) {
            case "postgresql" -> POSTGRESQL;
            case "mssql" -> SQL_SERVER;
            default -> List.of("show create table JettySessions");
        };
    }

    /** MySQL and MariaDB tell all in one value; a line of it ends with a comma unless it is the last one. */
    private static List<String> line(ResultSet row) throws SQLException {
        return row.getMetaData().getColumnCount() == 3
                ? List.of(row.getString(1) + " " + row.getString(2) + " " + row.getString(3))
                : row.getString(2)
                        .lines()
                        .map(line -> line.replaceFirst(",$", ""))
                        .toList();
    }
}
