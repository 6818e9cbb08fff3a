package org.jettyferry.jdbc.postgresql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.TableInventory;
import org.jettyferry.jdbc.TableReplacement;
import org.jettyferry.jetty.GuestLock;

/**
 * Reads the parts of a table: storage settings, settings of columns, checks and comments. {@link PostgreSqlIndexes}
 * reads keys and indexes.
 */
final class PostgreSqlInventory {
    private final Connection connection;
    private final Dialect dialect;
    private final TableReplacement swap;
    private final String old;
    private final String fresh;
    private final TableInventory.Builder inventory = new TableInventory.Builder();

    PostgreSqlInventory(Connection connection, Dialect dialect, TableReplacement swap) {
        this.connection = connection;
        this.dialect = dialect;
        this.swap = swap;
        this.old = swap.old().sql(dialect);
        this.fresh = swap.fresh().sql(dialect);
    }

    TableInventory read() throws SQLException {
        storage();
        columns();
        checks();
        comments();
        inventory.before(new PostgreSqlRights(connection, dialect).ofColumns(swap));
        new PostgreSqlIndexes(connection, dialect, swap, inventory).read();
        return inventory.build();
    }

    /** Keeps storage settings. Each query returns the statements itself. */
    private void storage() throws SQLException {
        before("""
                select 'set unlogged' from pg_class where oid = cast(? as regclass) and relpersistence = 'u'
                """);
        before("""
                select 'set tablespace ' || quote_ident(s.spcname)
                  from pg_class c join pg_tablespace s on s.oid = c.reltablespace where c.oid = cast(? as regclass)
                """);
        before("""
                select 'set (' || string_agg(o.prefix || quote_ident(o.name) || ' = ' || quote_literal(o.value), ', ' order by o.prefix, o.at) || ')'
                  from (select '' as prefix, p.option_name as name, p.option_value as value, p.ordinality as at
                          from pg_class c cross join lateral pg_options_to_table(c.reloptions) with ordinality p
                         where c.oid = cast(? as regclass)
                         union all
                        select 'toast.', p.option_name, p.option_value, p.ordinality
                          from pg_class c join pg_class t on t.oid = c.reltoastrelid
                         cross join lateral pg_options_to_table(t.reloptions) with ordinality p
                         where c.oid = cast(? as regclass)) o
                having count(*) > 0
                """, old, old);
        before("""
                select 'replica identity ' || case relreplident when 'f' then 'full' else 'nothing' end
                  from pg_class where oid = cast(? as regclass) and relreplident in ('f', 'n')
                """);
    }

    private void before(String question) throws SQLException {
        before(question, old);
    }

    private void before(String question, Object... parameters) throws SQLException {
        for (String change : Sql.texts(connection, question, parameters)) {
            inventory.before("alter table " + fresh + " " + change);
        }
    }

    private void columns() throws SQLException {
        List<Column> columns = Sql.rows(connection, Column::read, """
                select a.attname, a.attnotnull, coalesce(pg_get_expr(d.adbin, d.adrelid), ''),
                       concat(a.attidentity, to_jsonb(a) ->> 'attgenerated'),
                       case when a.attstorage = t.typstorage then ''
                            else case a.attstorage when 'p' then 'plain' when 'e' then 'external'
                                                   when 'm' then 'main' else 'extended' end end,
                       case to_jsonb(a) ->> 'attcompression' when 'p' then 'pglz' when 'l' then 'lz4' else '' end,
                       coalesce(nullif(to_jsonb(a) ->> 'attstattarget', '-1'), ''),
                       coalesce((select string_agg(quote_ident(option_name) || ' = ' || quote_literal(option_value), ', ')
                                   from pg_options_to_table(a.attoptions)), '')
                  from pg_attribute a
                  join pg_type t on t.oid = a.atttypid
                  left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
                 where a.attrelid = cast(? as regclass) and a.attnum > 0 and not a.attisdropped
                 order by a.attnum
                """, old);
        for (Column column : columns) {
            if (!column.made().isEmpty()) {
                inventory.refuse("generated column " + column.name());
            } else if (swap.has(column.name())) {
                column(column);
            }
        }
    }

    private void column(Column column) {
        alter(column, "set default ", column.defaultValue());
        if (column.notNull() && !swap.isOfKey(column.name())) {
            alter(column, "set ", "not null");
        }
        alter(column, "set storage ", column.storage());
        alter(column, "set compression ", column.compression());
        alter(column, "set statistics ", column.statistics());
        alter(column, "set ", column.options().isEmpty() ? "" : "(" + column.options() + ")");
    }

    private void alter(Column column, String what, String value) {
        if (!value.isEmpty()) {
            inventory.before(
                    "alter table " + fresh + " alter column " + dialect.quote(column.name()) + " " + what + value);
        }
    }

    /** Adds valid constraints before the rows, so that a row that violates one is found early. */
    private void checks() throws SQLException {
        for (Check check : Sql.rows(connection, Check::read, """
                select k.conname, pg_get_constraintdef(k.oid), k.convalidated,
                       coalesce((select string_agg(a.attname, ',') from pg_attribute a
                                  where a.attrelid = k.conrelid and a.attnum = any (k.conkey)), ''),
                       coalesce(obj_description(k.oid, 'pg_constraint'), '')
                  from pg_constraint k where k.conrelid = cast(? as regclass) and k.contype = 'c' order by k.conname
                """, old)) {
            if (check.name().startsWith(GuestLock.FENCE)) {
                continue; // it belongs to the release that the table was for
            }
            List<String> missing = swap.missing(check.columns());
            if (!missing.isEmpty()) {
                inventory.refuse("check constraint " + check.name() + " on column " + String.join(", ", missing));
                continue;
            }
            String name = dialect.quote(check.name());
            String made = "alter table " + fresh + " add constraint " + name + " " + check.definition();
            if (check.valid()) {
                inventory.before(made);
            } else {
                inventory.after(made);
            }
            if (!check.comment().isEmpty()) {
                inventory.after(
                        "comment on constraint " + name + " on " + fresh + " is " + dialect.text(check.comment()));
            }
        }
    }

    private void comments() throws SQLException {
        String table = Sql.text(connection, "select obj_description(cast(? as regclass), 'pg_class')", old);
        if (!table.isEmpty()) {
            inventory.before("comment on table " + fresh + " is " + dialect.text(table));
        }
        Sql.map(connection, """
                select a.attname, col_description(a.attrelid, a.attnum) from pg_attribute a
                 where a.attrelid = cast(? as regclass) and a.attnum > 0 and not a.attisdropped
                   and col_description(a.attrelid, a.attnum) is not null
                 order by a.attnum
                """, old).forEach((column, comment) -> {
            if (swap.has(column)) {
                inventory.before(
                        "comment on column " + fresh + "." + dialect.quote(column) + " is " + dialect.text(comment));
            }
        });
    }

    private record Column(
            String name,
            boolean notNull,
            String defaultValue,
            String made,
            String storage,
            String compression,
            String statistics,
            String options) {
        static Column read(ResultSet row) throws SQLException {
            boolean made = !row.getString(4).isBlank();
            return new Column(
                    row.getString(1),
                    row.getBoolean(2),
                    made ? "" : row.getString(3),
                    row.getString(4).strip(),
                    row.getString(5),
                    row.getString(6),
                    row.getString(7),
                    row.getString(8));
        }
    }

    private record Check(String name, String definition, boolean valid, List<String> columns, String comment) {
        static Check read(ResultSet row) throws SQLException {
            String columns = row.getString(4);
            return new Check(
                    row.getString(1),
                    row.getString(2),
                    row.getBoolean(3),
                    columns.isEmpty() ? List.of() : List.of(columns.split(",")),
                    row.getString(5));
        }
    }
}
