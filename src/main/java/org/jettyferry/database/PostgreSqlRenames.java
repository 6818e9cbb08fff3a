package org.jettyferry.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Renames of tables with their indexes and constraints, whose names are global in a schema and carry the table's name in
 * them, as Jetty and PostgreSQL made them.
 */
record PostgreSqlRenames(Dialect dialect) {

    /** The statements for tables; of one that does not exist yet only its own rename. */
    List<String> of(Connection connection, List<Rename> renames) throws SQLException {
        List<String> statements = new ArrayList<>();
        for (Rename rename : renames) {
            String table = rename.from().sql(dialect);
            statements.add("alter table " + table + " rename to " + dialect.quote(rename.to()));
            List<String> constraints = Sql.texts(
                    connection,
                    "select conname from pg_constraint where conrelid = to_regclass(?) order by conname",
                    table);
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

    /** The statements for the parts of a table that has its new name already. */
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

    private static Optional<String> newName(String name, Rename rename) {
        Matcher matcher = Pattern.compile(
                        Pattern.quote(rename.from().name()), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                .matcher(name);
        return matcher.find()
                ? Optional.of(matcher.replaceFirst(Matcher.quoteReplacement(rename.to())))
                : Optional.empty();
    }
}
