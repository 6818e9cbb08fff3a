package org.jettyferry.jdbc.sqlserver;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jettyferry.jdbc.ColumnUse;
import org.jettyferry.jdbc.Sql;

/** Finds what uses a column of a table. The server records the columns of a view only where it is bound to its schema. */
record SqlServerColumnUses(SqlServerTableViews catalog, String column) {
    private static final List<String> QUESTIONS = List.of("""
            select case when i.is_primary_key = 1 then 'primary key' else 'index' end, i.name, c.name, i.is_primary_key
              from sys.index_columns x join sys.indexes i on i.object_id = x.object_id and i.index_id = x.index_id
              join sys.columns c on c.object_id = x.object_id and c.column_id = x.column_id
             where x.object_id = object_id(?)
            """, """
            select 'foreign key', f.name, c.name, 1
              from sys.foreign_key_columns x join sys.foreign_keys f on f.object_id = x.constraint_object_id
              join sys.columns c on c.object_id = x.parent_object_id and c.column_id = x.parent_column_id
             where x.parent_object_id = object_id(?)
            """, """
            select 'foreign key', concat(f.name, ' of ', object_name(f.parent_object_id)), c.name, 1
              from sys.foreign_key_columns x join sys.foreign_keys f on f.object_id = x.constraint_object_id
              join sys.columns c on c.object_id = x.referenced_object_id and c.column_id = x.referenced_column_id
             where x.referenced_object_id = object_id(?)
            """, """
            select case o.type when 'C' then 'check constraint' when 'V' then 'view' when 'TR' then 'trigger'
                        when 'U' then 'generated column of' else lower(replace(o.type_desc, '_', ' ')) end,
                   o.name, c.name, case when o.type in ('TR', 'U') then 1 else 0 end
              from sys.sql_expression_dependencies d join sys.objects o on o.object_id = d.referencing_id
              join sys.columns c on c.object_id = d.referenced_id and c.column_id = d.referenced_minor_id
             where d.referenced_id = object_id(?)
            """, """
            select 'view', o.name, c.name, 0
              from sys.sql_expression_dependencies d join sys.objects o on o.object_id = d.referencing_id
              join sys.sql_modules m on m.object_id = o.object_id
              join sys.columns c on c.object_id = d.referenced_id and charindex(lower(c.name), lower(m.definition)) > 0
             where d.referenced_id = object_id(?) and o.type = 'V' and d.is_schema_bound_reference = 0
            """, """
            select case when is_computed = 1 then 'generated column' else 'identity column' end, name, name, 1
              from sys.columns where object_id = object_id(?) and (is_computed = 1 or is_identity = 1)
            """);

    /** A use, and the column that it uses. */
    private record Found(ColumnUse use, String column) {}

    List<ColumnUse> list() throws SQLException {
        List<ColumnUse> uses = new ArrayList<>();
        Sql.RowReader<Found> reader = row ->
                new Found(new ColumnUse(row.getString(1), row.getString(2), row.getInt(4) == 1), row.getString(3));
        for (String question : QUESTIONS) {
            for (Found found : catalog.rows(reader, question)) {
                if (found.column().equalsIgnoreCase(column)) {
                    uses.add(found.use());
                }
            }
        }
        return uses.stream().distinct().toList();
    }
}
