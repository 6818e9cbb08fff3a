package org.jettyferry.jdbc.postgresql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.TableInventory;
import org.jettyferry.jdbc.TableReplacement;

/**
 * Reads the name of the key, the further indexes, and the constraints that have an index. Their names are unique in a
 * schema, so the new ones have temporary names until the swap; {@link PostgreSqlRenames} predicts and restores them.
 * The statements come from the server's own functions (pg_get_indexdef, pg_get_constraintdef), so expressions, operator
 * classes and conditions are kept without being understood.
 */
final class PostgreSqlIndexes {
    private static final String ALL = """
            select c.relname, coalesce(k.contype, ' '), coalesce(pg_get_constraintdef(k.oid), ''), pg_get_indexdef(i.indexrelid),
                   quote_ident(c.relname), i.indisunique, i.indisvalid and i.indisready, i.indisclustered, i.indisreplident,
                   coalesce(k.condeferrable, false) or i.indnatts <> i.indnkeyatts, coalesce(s.spcname, ''),
                   coalesce((select string_agg(quote_ident(option_name) || ' = ' || quote_literal(option_value), ', ')
                               from pg_options_to_table(c.reloptions)), ''),
                   coalesce((select string_agg(a.attname, ',') from pg_attribute a
                              where a.attrelid = i.indrelid
                                and (a.attnum = any (i.indkey)
                                     or exists (select 1 from pg_depend d
                                                 where d.classid = cast('pg_class' as regclass) and d.objid = i.indexrelid
                                                   and d.refclassid = cast('pg_class' as regclass)
                                                   and d.refobjid = i.indrelid and d.refobjsubid = a.attnum))), ''),
                   coalesce(obj_description(i.indexrelid, 'pg_class'), ''),
                   coalesce(obj_description(k.oid, 'pg_constraint'), '')
              from pg_index i
              join pg_class c on c.oid = i.indexrelid
              left join pg_constraint k on k.conindid = i.indexrelid and k.conrelid = i.indrelid and k.contype in ('p', 'u', 'x')
              left join pg_tablespace s on s.oid = c.reltablespace
             where i.indrelid = cast(? as regclass)
             order by c.relname
            """;

    private final Connection connection;
    private final Dialect dialect;
    private final TableReplacement swap;
    private final TableInventory.Builder inventory;
    private final String fresh;

    PostgreSqlIndexes(Connection connection, Dialect dialect, TableReplacement swap, TableInventory.Builder inventory) {
        this.connection = connection;
        this.dialect = dialect;
        this.swap = swap;
        this.inventory = inventory;
        this.fresh = swap.fresh().sql(dialect);
    }

    void read() throws SQLException {
        for (Index index : Sql.rows(connection, Index::read, ALL, swap.old().sql(dialect))) {
            Optional<String> refused = refused(index);
            refused.ifPresent(inventory::refuse);
            if (refused.isEmpty()) {
                keep(index);
            }
        }
    }

    private Optional<String> refused(Index index) {
        if (!index.valid()) {
            return Optional.of("invalid index " + index.name());
        }
        if (!index.tablespace().isEmpty()) {
            return Optional.of("tablespace " + index.tablespace() + " of index " + index.name());
        }
        if (index.isKey()) {
            return index.special() ? Optional.of("form of the primary key " + index.name()) : Optional.empty();
        }
        Optional<List<String>> ofJetty = swap.jettyIndex(index.name());
        if (ofJetty.isPresent()) {
            return isAsJettyCreatesIt(index, ofJetty.get())
                    ? Optional.empty()
                    : Optional.of("index " + index.name() + ", which is not as Jetty makes it");
        }
        List<String> missing = swap.missing(index.columns());
        if (!missing.isEmpty()) {
            return Optional.of(index.kind() + " " + index.name() + " on column " + String.join(", ", missing));
        }
        return newName(index).length() > dialect.maxIdentifier()
                ? Optional.of(index.kind() + " " + index.name() + ", whose name has no room for a backup's suffix")
                : Optional.empty();
    }

    private boolean isAsJettyCreatesIt(Index index, List<String> columns) {
        String plain = columns.stream().map(dialect::quote).collect(Collectors.joining(", ", "btree (", ")"));
        return !index.unique()
                && index.using().map(made -> made.replace("\"", "")).equals(Optional.of(plain.replace("\"", "")));
    }

    private void keep(Index index) {
        if (index.isKey()) {
            keepKey(index);
        } else if (swap.jettyIndex(index.name()).isEmpty()) {
            keepFurther(index);
        }
    }

    /** Renames the new key, which PostgreSQL has named, if the site had chosen another name. */
    private void keepKey(Index key) {
        String made = swap.fresh().name() + "_pkey";
        boolean plain = key.name().equalsIgnoreCase(swap.old().name() + "_pkey");
        String name = plain ? made : newName(key);
        if (!plain) {
            inventory.after("alter table " + fresh + " rename constraint " + dialect.quote(made) + " to "
                    + dialect.quote(name));
        }
        inventory.constraint(name);
        afterwards(key, name);
    }

    private void keepFurther(Index index) {
        String name = newName(index);
        if (index.isConstraint()) {
            inventory.after(
                    "alter table " + fresh + " add constraint " + dialect.quote(name) + " " + index.constraint());
            inventory.constraint(name);
        } else if (index.using().isPresent()) {
            inventory.after("create " + (index.unique() ? "unique " : "") + "index " + dialect.quote(name) + " on "
                    + fresh + " using " + index.using().get());
            inventory.index(name);
        } else {
            inventory.refuse("index " + index.name());
            return;
        }
        afterwards(index, name);
    }

    private void afterwards(Index index, String name) {
        String made = swap.fresh().sibling(name).sql(dialect);
        if (index.isConstraint() && !index.options().isEmpty()) {
            inventory.after("alter index " + made + " set (" + index.options() + ")");
        }
        if (index.clustered()) {
            inventory.after("alter table " + fresh + " cluster on " + dialect.quote(name));
        }
        if (index.identity()) {
            inventory.after("alter table " + fresh + " replica identity using index " + dialect.quote(name));
        }
        if (!index.comment().isEmpty()) {
            inventory.after("comment on index " + made + " is " + dialect.text(index.comment()));
        }
        if (!index.constraintComment().isEmpty()) {
            inventory.after("comment on constraint " + dialect.quote(name) + " on " + fresh + " is "
                    + dialect.text(index.constraintComment()));
        }
    }

    private String newName(Index index) {
        return PostgreSqlRenames.newName(index.name(), swap.rename()).orElse(index.name());
    }

    /** An index and the constraint that it belongs to, if any. */
    private record Index(
            String name,
            String type,
            String constraint,
            String definition,
            String quoted,
            boolean unique,
            boolean valid,
            boolean clustered,
            boolean identity,
            boolean special,
            String tablespace,
            String options,
            List<String> columns,
            String comment,
            String constraintComment) {

        static Index read(ResultSet row) throws SQLException {
            String columns = row.getString(13);
            return new Index(
                    row.getString(1),
                    row.getString(2).strip(),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    row.getBoolean(6),
                    row.getBoolean(7),
                    row.getBoolean(8),
                    row.getBoolean(9),
                    row.getBoolean(10),
                    row.getString(11),
                    row.getString(12),
                    columns.isEmpty() ? new ArrayList<>() : List.of(columns.split(",")),
                    row.getString(14),
                    row.getString(15));
        }

        boolean isKey() {
            return type.equals("p");
        }

        boolean isConstraint() {
            return !type.isEmpty();
        }

        String kind() {
            return switch (type) {
                case "u" -> "unique constraint";
                case "x" -> "exclusion constraint";
                default -> unique ? "unique index" : "index";
            };
        }

        /** The part of the definition behind the table's name, which may be written with its schema or without. */
        Optional<String> using() {
            String begin = "CREATE " + (unique ? "UNIQUE " : "") + "INDEX " + quoted + " ON ";
            int at = definition.indexOf(" USING ", begin.length());
            return definition.startsWith(begin) && at > 0
                    ? Optional.of(definition.substring(at + " USING ".length()))
                    : Optional.empty();
        }
    }
}
