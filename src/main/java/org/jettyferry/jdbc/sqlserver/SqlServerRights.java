package org.jettyferry.jdbc.sqlserver;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.jdbc.TableReplacement;

/**
 * Reads and copies the owner of a table, where it differs from the schema's, and what is granted or denied on it.
 * Grants on the schema or database apply to each table, unless denied on the table.
 */
record SqlServerRights(Connection connection, Dialect dialect) {
    private static final List<String> OF_SCHEMA = List.of("ALTER", "SELECT", "INSERT", "UPDATE", "DELETE");
    private static final String TO_USER = " to the user of this connection";

    /**
     * Returns the rights that a run lacks, as statements. CREATE TABLE needs a right in the database and one on the
     * schema. The table then belongs to the schema's owner, so its creator also needs rights on the schema to fill it.
     */
    List<String> missing(List<TableName> tables) throws SQLException {
        List<String> missing = new ArrayList<>();
        if (lacks(dialect.quote(Sql.text(connection, "select db_name()")), "DATABASE", "CREATE TABLE")) {
            missing.add("grant create table" + TO_USER);
        }
        for (String schema : tables.stream().map(TableName::schema).distinct().toList()) {
            List<String> lacking = lackingOfSchema(schema, tables);
            if (!lacking.isEmpty()) {
                missing.add("grant " + String.join(", ", lacking) + " on schema::" + dialect.quote(schema) + TO_USER);
            }
        }
        for (TableName table : tables) { // a table may deny what the schema grants
            if (lacks(table.sql(dialect), "OBJECT", "ALTER") || lacks(table.sql(dialect), "OBJECT", "SELECT")) {
                missing.add("grant control on " + table.sql(dialect) + TO_USER);
            }
        }
        return missing;
    }

    private List<String> lackingOfSchema(String schema, List<TableName> tables) throws SQLException {
        List<String> rights = new ArrayList<>(OF_SCHEMA);
        for (TableName table : tables) {
            if (table.schema().equals(schema) && !like(table, table).isEmpty()) {
                rights = List.of("CONTROL"); // to copy the grants of the old table
            }
        }
        List<String> lacking = new ArrayList<>();
        for (String right : rights) {
            if (lacks(dialect.quote(schema), "SCHEMA", right)) {
                lacking.add(right.toLowerCase(Locale.ROOT));
            }
        }
        return lacking;
    }

    /**
     * Whether a right is missing. Where the server does not answer, assumes that it is there; otherwise the statement
     * fails.
     */
    private boolean lacks(String securable, String kind, String right) throws SQLException {
        return Sql.number(connection, "select coalesce(has_perms_by_name(?, ?, ?), 1)", securable, kind, right) == 0;
    }

    /** Returns the statements that give a new table the owner and the rights of another one. */
    List<String> like(TableName model, TableName table) throws SQLException {
        SqlServerTableViews catalog = new SqlServerTableViews(connection, dialect, model);
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

    /** Returns the statements that give the new table's columns the rights of the old ones. */
    List<String> ofColumns(TableReplacement swap) throws SQLException {
        record OfColumn(String column, String what, String to) {}
        String fresh = swap.fresh().sql(dialect);
        return new SqlServerTableViews(connection, dialect, swap.old())
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
