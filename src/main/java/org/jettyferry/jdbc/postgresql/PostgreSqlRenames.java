package org.jettyferry.jdbc.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.Rename;
import org.jettyferry.jdbc.Sql;

/**
 * Renames tables together with their indexes and constraints, whose names are unique in a schema. Names that contain
 * the table's name, as Jetty and PostgreSQL choose them, change with it. Any other name gets the table's new suffix,
 * and loses it when the table does:
 *
 * <pre>
 *   table   JettySessions             JettySessions_old
 *   index   idx_JettySessions_expiry  idx_JettySessions_old_expiry
 *   index   my_index                  my_index_old
 * </pre>
 */
record PostgreSqlRenames(Dialect dialect) {

    /** Returns the statements for tables and their parts; for a table that does not exist yet, only its own rename. */
    List<String> of(Connection connection, List<Rename> renames) throws SQLException {
        List<String> statements = new ArrayList<>();
        for (Rename rename : renames) {
            String table = rename.from().sql(dialect);
            statements.add("alter table " + table + " rename to " + dialect.quote(rename.to()));
            List<String> constraints = Sql.texts(
                    connection,
                    "select conname from pg_constraint where conrelid = to_regclass(?)"
                            + " and (contype in ('p', 'u', 'x') or strpos(lower(conname), lower(?)) > 0) order by conname",
                    table,
                    rename.from().name());
            List<String> indexes = Sql.texts(connection, """
                    select c.relname from pg_index i join pg_class c on c.oid = i.indexrelid
                     where i.indrelid = to_regclass(?)
                       and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid)
                     order by c.relname
                    """, table);
            statements.addAll(ofParts(rename, constraints, indexes));
        }
        return statements;
    }

    /** Returns the statements for the parts of a table that already has its new name. */
    List<String> ofParts(Rename rename, List<String> constraints, List<String> indexes) {
        String renamed = rename.from().sibling(rename.to()).sql(dialect);
        List<String> statements = new ArrayList<>();
        for (String constraint : constraints) {
            newName(constraint, rename)
                    .ifPresent(name -> statements.add("alter table " + renamed + " rename constraint "
                            + dialect.quote(constraint) + " to " + dialect.quote(name)));
        }
        for (String index : indexes) {
            newName(index, rename)
                    .ifPresent(name -> statements.add("alter index "
                            + rename.from().sibling(index).sql(dialect) + " rename to " + dialect.quote(name)));
        }
        return statements;
    }

    /** Returns the new name of an index or constraint after the rename of its table; empty if it stays. */
    static Optional<String> newName(String name, Rename rename) {
        String from = rename.from().name();
        String to = rename.to();
        Matcher matcher = Pattern.compile(Pattern.quote(from), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                .matcher(name);
        if (matcher.find()) {
            return Optional.of(name.substring(0, matcher.start())
                    + like(matcher.group(), from, to)
                    + name.substring(matcher.end()));
        }
        if (to.startsWith(from)) {
            return Optional.of(name + to.substring(from.length()));
        }
        String suffix = from.startsWith(to) ? from.substring(to.length()) : "";
        return !suffix.isEmpty() && name.endsWith(suffix)
                ? Optional.of(name.substring(0, name.length() - suffix.length()))
                : Optional.empty();
    }

    /** Keeps the case of the name, so that two renames, there and back, restore it. */
    private static String like(String found, String from, String to) {
        if (to.startsWith(from)) {
            return found + to.substring(from.length());
        }
        return from.startsWith(to) ? found.substring(0, to.length()) : to;
    }
}
