package org.jettyferry.jdbc.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.jdbc.TableReplacement;

/**
 * Reads and copies the owner and the rights of a table. A role's default privileges may open each new table to others.
 * A run therefore revokes them in the transaction that creates the table, and then grants what the old table granted.
 */
record PostgreSqlRights(Connection connection, Dialect dialect) {

    /**
     * Returns the statements that leave a new table to its owner; empty where no default privilege and no event trigger
     * opens it to others. Works before and after the table is created.
     */
    List<String> ownersAlone(TableName table) throws SQLException {
        List<String> others = Sql.texts(connection, """
                select case when others.grantee = 0 then 'public' else quote_ident(pg_get_userbyid(others.grantee)) end
                  from (select x.grantee from pg_default_acl d cross join lateral aclexplode(d.defaclacl) x
                         where d.defaclobjtype = 'r'
                           and d.defaclrole = (select oid from pg_roles where rolname = current_user)
                           and d.defaclnamespace in (0, (select oid from pg_namespace where nspname = ?))
                           and x.grantee <> d.defaclrole
                         union
                        select x.grantee from pg_class c cross join lateral aclexplode(c.relacl) x
                         where c.oid = to_regclass(?) and x.grantee <> c.relowner) others
                 order by 1
                """, table.schema(), table.sql(dialect));
        return others.isEmpty()
                ? List.of()
                : List.of("revoke all on " + table.sql(dialect) + " from " + String.join(", ", others));
    }

    /** Returns the statements that give a new table exactly the owner and the rights of another one. */
    List<String> like(TableName model, TableName table) throws SQLException {
        List<String> statements = new ArrayList<>(ownersAlone(table));
        String to = table.sql(dialect);
        String owner = Sql.text(
                connection,
                "select pg_get_userbyid(relowner) from pg_class where oid = cast(? as regclass)",
                model.sql(dialect));
        if (!owner.equals(Sql.text(connection, "select current_user"))) {
            statements.add("alter table " + to + " owner to " + dialect.quote(owner));
        }
        statements.addAll(Sql.texts(connection, """
                select 'grant ' || lower(x.privilege_type) || ' on ' || ? || ' to '
                       || case when x.grantee = 0 then 'public' else quote_ident(pg_get_userbyid(x.grantee)) end
                       || case when x.is_grantable then ' with grant option' else '' end
                  from pg_class c cross join lateral aclexplode(c.relacl) x
                 where c.oid = cast(? as regclass) and x.grantee <> c.relowner
                 order by x.grantee, x.privilege_type
                """, to, model.sql(dialect)));
        return statements;
    }

    /** Returns the statements that give the new table's columns the rights of the old ones. */
    List<String> ofColumns(TableReplacement swap) throws SQLException {
        String to = swap.fresh().sql(dialect);
        List<String> statements = new ArrayList<>();
        for (Grant grant : Sql.rows(
                connection,
                row -> new Grant(row.getString(1), row.getString(2), row.getString(3)),
                """
                select a.attname, 'grant ' || lower(x.privilege_type),
                       case when x.grantee = 0 then 'public' else quote_ident(pg_get_userbyid(x.grantee)) end
                       || case when x.is_grantable then ' with grant option' else '' end
                  from pg_attribute a cross join lateral aclexplode(a.attacl) x
                 where a.attrelid = cast(? as regclass) and a.attnum > 0 and not a.attisdropped
                 order by a.attnum, x.grantee, x.privilege_type
                """,
                swap.old().sql(dialect))) {
            if (swap.has(grant.column())) {
                statements.add(
                        grant.what() + " (" + dialect.quote(grant.column()) + ") on " + to + " to " + grant.to());
            }
        }
        return statements;
    }

    private record Grant(String column, String what, String to) {}

    /** Returns the rights on a table that its model does not have, each as "select for role". Owners are left out. */
    List<String> beyond(TableName model, TableName table) throws SQLException {
        return Sql.texts(
                connection, """
                with rights as (
                  select c.oid, x.privilege_type, x.grantee, x.is_grantable
                    from pg_class c cross join lateral aclexplode(c.relacl) x
                   where c.oid in (cast(? as regclass), cast(? as regclass)) and x.grantee <> c.relowner)
                select lower(n.privilege_type) || ' for '
                       || case when n.grantee = 0 then 'public' else pg_get_userbyid(n.grantee) end
                  from rights n
                 where n.oid = cast(? as regclass)
                   and not exists (select 1 from rights o
                                    where o.oid = cast(? as regclass) and o.privilege_type = n.privilege_type
                                      and o.grantee = n.grantee and o.is_grantable >= n.is_grantable)
                 order by 1
                """, model.sql(dialect), table.sql(dialect), table.sql(dialect), model.sql(dialect));
    }
}
