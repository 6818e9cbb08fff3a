package org.jettyferry.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Who may do what with a table on SQL Server: its owner, where that is not the schema's, and what is granted or denied on
 * it. What is granted on the schema or the database holds for each table, unless it is denied on that one.
 */
record SqlServerRights(Connection connection, Dialect dialect) {

    /** Statements that give a new table the owner and the rights of another one. */
    List<String> like(TableName model, TableName table) throws SQLException {
        SqlServerCatalog catalog = new SqlServerCatalog(connection, dialect, model);
        String to = table.sql(dialect);
        List<String> statements = new ArrayList<>();
        for (String owner : catalog.texts("""
                select quotename(p.name) from sys.objects o join sys.database_principals p on p.principal_id = o.principal_id
                 where o.object_id = object_id(?)
                """)) {
            statements.add("alter authorization on object::" + to + " to " + owner);
        }
        statements.addAll(catalog.rows(row -> row.getString(1) + " on " + to + " to " + row.getString(2), """
                select concat(case p.state when 'D' then 'deny ' else 'grant ' end, lower(p.permission_name)),
                       concat(quotename(r.name), case p.state when 'W' then ' with grant option' else '' end)
                  from sys.database_permissions p join sys.database_principals r on r.principal_id = p.grantee_principal_id
                 where p.class = 1 and p.major_id = object_id(?) and p.minor_id = 0 and p.state in ('G', 'W', 'D')
                """));
        return statements;
    }

    /** Statements that give the columns of a new table the rights that those of another one have. */
    List<String> ofColumns(TableReplacement swap) throws SQLException {
        record OfColumn(String column, String what, String to) {}
        String fresh = swap.fresh().sql(dialect);
        return new SqlServerCatalog(connection, dialect, swap.old())
                .rows(row -> new OfColumn(row.getString(1), row.getString(2), row.getString(3)), """
                select c.name,
                       concat(case p.state when 'D' then 'deny ' when 'R' then 'revoke ' else 'grant ' end, lower(p.permission_name)),
                       concat(case p.state when 'R' then 'from ' else 'to ' end, quotename(r.name),
                              case p.state when 'W' then ' with grant option' else '' end)
                  from sys.database_permissions p
                  join sys.database_principals r on r.principal_id = p.grantee_principal_id
                  join sys.columns c on c.object_id = p.major_id and c.column_id = p.minor_id
                 where p.class = 1 and p.major_id = object_id(?) and p.minor_id > 0
                """).stream()
                        .filter(right -> swap.has(right.column()))
                        .map(right -> right.what() + " on " + fresh + " (" + dialect.quote(right.column()) + ") "
                                + right.to())
                        .toList();
    }
}
