package org.jettyferry.jdbc.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jettyferry.jdbc.ColumnUse;
import org.jettyferry.jdbc.Sql;

/**
 * Finds what uses a column, from the server's own record of dependencies. The texts of functions are not in it, except for
 * those that the server parses when they are created.
 */
final class PostgreSqlColumnUses {
    private static final String QUESTION = """
            select distinct case when c.contype = 'p' then 'primary key' when c.contype = 'u' then 'unique constraint'
                                 when c.contype = 'f' then 'foreign key' when c.contype = 'c' then 'check constraint'
                                 when c.contype is not null then 'constraint'
                                 when i.relkind in ('i', 'I') then 'index' when i.relkind = 'S' then 'sequence'
                                 when r.oid is not null then 'view' when ga.attname is not null then 'generated column'
                                 when t.oid is not null then 'trigger' when s.oid is not null then 'statistics'
                                 when p.oid is not null then 'policy' else 'object' end,
                   coalesce(c.conname || case when c.conrelid <> d.refobjid
                                              then ' of ' || cast(cast(c.conrelid as regclass) as text) else '' end,
                            i.relname, cast(cast(r.ev_class as regclass) as text), ga.attname, t.tgname, s.stxname,
                            p.polname, pg_describe_object(d.classid, d.objid, d.objsubid))
              from pg_depend d
              join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
              left join pg_constraint c on d.classid = cast('pg_constraint' as regclass) and c.oid = d.objid
              left join pg_class i on d.classid = cast('pg_class' as regclass) and i.oid = d.objid and d.objsubid = 0
              left join pg_rewrite r on d.classid = cast('pg_rewrite' as regclass) and r.oid = d.objid
              left join pg_trigger t on d.classid = cast('pg_trigger' as regclass) and t.oid = d.objid
              left join pg_policy p on d.classid = cast('pg_policy' as regclass) and p.oid = d.objid
              left join pg_statistic_ext s on d.classid = cast('pg_statistic_ext' as regclass) and s.oid = d.objid
              left join pg_attrdef g on d.classid = cast('pg_attrdef' as regclass) and g.oid = d.objid
              left join pg_attribute ga on ga.attrelid = d.refobjid and ga.attnum > 0
                                       and (ga.attnum = g.adnum
                                            or d.classid = cast('pg_class' as regclass) and d.objid = d.refobjid
                                               and ga.attnum = d.objsubid)
             where d.refclassid = cast('pg_class' as regclass) and d.refobjid = cast(? as regclass) and a.attname = ?
               and coalesce(c.contype, ' ') <> 'n'
               and (g.oid is null or g.adnum <> d.refobjsubid)
             order by 1, 2
            """;

    /** Asked by name, as an older server has no such attribute. */
    private static final String ITSELF = """
            select case when coalesce(to_jsonb(a) ->> 'attidentity', '') <> '' then 'identity column'
                        else 'generated column' end, a.attname
              from pg_attribute a
             where a.attrelid = cast(? as regclass) and a.attname = ?
               and coalesce(to_jsonb(a) ->> 'attgenerated', '') || coalesce(to_jsonb(a) ->> 'attidentity', '') <> ''
            """;

    private static final List<String> BARRING =
            List.of("primary key", "foreign key", "generated column", "identity column", "trigger", "sequence");

    private PostgreSqlColumnUses() {}

    static List<ColumnUse> of(Connection connection, String table, String column) throws SQLException {
        List<ColumnUse> uses = new ArrayList<>();
        for (String question : List.of(ITSELF, QUESTION)) {
            uses.addAll(Sql.rows(
                    connection,
                    row -> new ColumnUse(row.getString(1), row.getString(2), BARRING.contains(row.getString(1))),
                    question,
                    table,
                    column));
        }
        return uses;
    }
}
