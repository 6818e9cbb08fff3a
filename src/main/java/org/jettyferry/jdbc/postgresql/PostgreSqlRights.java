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
 * Who may do what with a table on PostgreSQL. A role's default privileges open each new table to others: what a run
 * makes is closed first, in the transaction that makes it, and then opened to those who had the old one.
 */
record PostgreSqlRights(Connection connection, Dialect dialect) {

    /**
     * Statements that leave a table that is about to be made, or was made just now, to its owner alone; none where
     * nothing opens it. Beside default privileges an event trigger may.
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

    /** Statements that give a new table the owner and the rights of another one, and no more. */
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

    /** Statements that give the columns of a new table the rights that those of another one have. */
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

    /**
     * Rights that somebody has on a table and not on its model, each as "select for role"; the owner may do everything.
     */
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
