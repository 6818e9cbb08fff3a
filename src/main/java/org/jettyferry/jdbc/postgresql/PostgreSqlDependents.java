package org.jettyferry.jdbc.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.TableName;

/**
 * Finds what refers to a table, or makes it a table of another kind. Such objects refer to the table's identity and not
 * its name: after a swap they would still use the backup.
 */
final class PostgreSqlDependents {
    /** One query for each kind of object; each returns "kind name". */
    private static final List<String> QUESTIONS = List.of(
            "select 'trigger ' || tgname from pg_trigger where tgrelid = cast(? as regclass) and not tgisinternal",
            "select 'foreign key ' || conname || ' of ' || cast(cast(conrelid as regclass) as text)"
                    + " from pg_constraint where contype = 'f' and cast(? as regclass) in (conrelid, confrelid)",
            """
            select distinct case v.relkind when 'm' then 'materialized view ' else 'view ' end
                   || cast(cast(r.ev_class as regclass) as text)
              from pg_depend d join pg_rewrite r on r.oid = d.objid join pg_class v on v.oid = r.ev_class
             where d.classid = cast('pg_rewrite' as regclass) and d.refobjid = cast(? as regclass)
               and r.ev_class <> d.refobjid
            """,
            "select 'rule ' || rulename from pg_rewrite where ev_class = cast(? as regclass) and rulename <> '_RETURN'",
            "select 'policy ' || polname from pg_policy where polrelid = cast(? as regclass)",
            """
            select 'row level security' from pg_class
             where oid = cast(? as regclass) and (relrowsecurity or relforcerowsecurity)
               and not exists (select 1 from pg_policy where polrelid = pg_class.oid)
            """,
            "select 'parent table ' || cast(cast(inhparent as regclass) as text) from pg_inherits"
                    + " where inhrelid = cast(? as regclass)",
            """
            select case when p.relkind = 'p' then 'partition ' else 'inherited table ' end
                   || cast(cast(i.inhrelid as regclass) as text)
              from pg_inherits i join pg_class p on p.oid = i.inhparent where i.inhparent = cast(? as regclass)
            """,
            """
            select case when relkind = 'p' then 'partitioning' when relkind = 'f' then 'a foreign table'
                        when reloftype <> 0 then 'type ' || format_type(reloftype, null)
                        when relpersistence = 't' then 'a temporary table'
                        else 'access method ' || (select amname from pg_am where pg_am.oid = relam) end
              from pg_class
             where oid = cast(? as regclass)
               and (relkind in ('p', 'f') or reloftype <> 0 or relpersistence = 't' or relam not in (0, 2))
            """,
            "select 'statistics ' || stxname from pg_statistic_ext where stxrelid = cast(? as regclass)",
            """
            select 'security label of ' || provider from pg_seclabel
             where classoid = cast('pg_class' as regclass) and objoid = cast(? as regclass)
            """,
            "select 'a subscription' from pg_subscription_rel where srrelid = cast(? as regclass)",
            """
            select 'extension ' || e.extname from pg_depend d join pg_extension e on e.oid = d.refobjid
             where d.classid = cast('pg_class' as regclass) and d.objid = cast(? as regclass)
               and d.refclassid = cast('pg_extension' as regclass)
            """,
            // Functions that use the table, policies of other tables, sequences that a column owns.
            """
            select distinct pg_describe_object(d.classid, d.objid, 0) from pg_depend d
             where d.refclassid = cast('pg_class' as regclass) and d.refobjid = cast(? as regclass)
               and (d.classid = cast('pg_proc' as regclass)
                    or d.classid = cast('pg_policy' as regclass)
                       and (select polrelid from pg_policy where pg_policy.oid = d.objid) <> d.refobjid
                    or d.classid = cast('pg_class' as regclass)
                       and (select relkind from pg_class where pg_class.oid = d.objid) = 'S')
            """,
            // Columns and functions that use the row type of the table.
            """
            select distinct pg_describe_object(d.classid, d.objid, d.objsubid)
              from pg_class c join pg_type t on t.oid = c.reltype
              join pg_depend d on d.refclassid = cast('pg_type' as regclass) and d.refobjid in (t.oid, t.typarray)
             where c.oid = cast(? as regclass) and d.deptype = 'n'
            """);

    private final Connection connection;
    private final Dialect dialect;

    PostgreSqlDependents(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    /** Returns the dependents, each as "kind name". */
    List<String> of(TableName table) throws SQLException {
        List<String> found = new ArrayList<>();
        for (String question : QUESTIONS) {
            found.addAll(Sql.texts(connection, question, table.sql(dialect)));
        }
        return found.stream().distinct().toList();
    }

    /** Returns the policies that hide rows of a table from this user. */
    List<String> hiding(TableName table) throws SQLException {
        return Sql.texts(connection, """
                select coalesce('policy ' || p.polname, 'no policy at all')
                  from pg_class c left join pg_policy p on p.polrelid = c.oid
                 where c.oid = to_regclass(?) and c.relkind in ('r', 'p') and row_security_active(c.oid)
                 order by 1
                """, table.sql(dialect));
    }

    /** Returns the publications that replicate these tables, or any new table in their schema. */
    List<String> publications(List<TableName> tables) throws SQLException {
        List<String> found = new ArrayList<>(
                Sql.texts(connection, "select pubname || ' (for all tables)' from pg_publication where puballtables"));
        if (!Sql.text(connection, "select to_regclass('pg_catalog.pg_publication_namespace')")
                .isEmpty()) {
            found.addAll(Sql.texts(connection, """
                    select p.pubname || ' (for tables in schema ' || s.nspname || ')'
                      from pg_publication p join pg_publication_namespace n on n.pnpubid = p.oid
                      join pg_namespace s on s.oid = n.pnnspid where s.nspname = ?
                    """, tables.get(0).schema()));
        }
        for (TableName table : tables) {
            found.addAll(Sql.texts(connection, """
                    select p.pubname || ' (for table ' || ? || ')'
                      from pg_publication p join pg_publication_rel r on r.prpubid = p.oid
                     where r.prrelid = to_regclass(?)
                    """, table.name(), table.sql(dialect)));
        }
        return found;
    }
}
