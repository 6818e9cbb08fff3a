package org.jettyferry.jdbc.mysql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jettyferry.jdbc.ColumnUse;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.TableName;

/**
 * Finds what uses a column in the text of the table's definition, in which the server quotes each name. A view counts if its
 * text names both the table and the column, or if this user may not see its text.
 */
record MySqlColumnUses(Connection connection, Dialect dialect, TableName table) {
    private static final Pattern COLUMN = Pattern.compile("`((?:[^`]|``)*)` .*");
    private static final Pattern NAMED = Pattern.compile("CONSTRAINT `((?:[^`]|``)*)` (FOREIGN KEY|CHECK).*");
    private static final Pattern INDEX = Pattern.compile("(?:UNIQUE |FULLTEXT |SPATIAL )?KEY `((?:[^`]|``)*)`.*");
    private static final Pattern GENERATED = Pattern.compile(
            "\\bGENERATED ALWAYS\\b|\\bAUTO_INCREMENT\\b|\\) (?:VIRTUAL|STORED|PERSISTENT)\\b",
            Pattern.CASE_INSENSITIVE);

    List<ColumnUse> of(String column) throws SQLException {
        List<ColumnUse> uses = new ArrayList<>();
        String quoted = lower(dialect.quote(column));
        for (String line : MySqlDefinition.of(connection, table.sql(dialect)).lines()) {
            String plain = MySqlDefinition.withoutTexts(line);
            if (lower(plain).contains(quoted)) {
                inLine(plain, column).ifPresent(uses::add);
            }
        }
        uses.addAll(foreignKeys(column));
        uses.addAll(views(quoted));
        return uses;
    }

    private static Optional<ColumnUse> inLine(String line, String column) {
        Matcher named = NAMED.matcher(line);
        if (named.matches()) {
            boolean foreign = named.group(2).equals("FOREIGN KEY");
            return use(foreign ? "foreign key" : "check constraint", named.group(1), foreign);
        }
        Matcher index = INDEX.matcher(line);
        if (index.matches()) {
            return use("index", index.group(1), false);
        }
        Matcher other = COLUMN.matcher(line);
        if (other.matches()) {
            return inColumn(line, other.group(1), column);
        }
        return line.startsWith("PRIMARY KEY") ? use("primary key", "PRIMARY", true) : use("partitioning", "", true);
    }

    /** The line of the column itself may hold a check, and that of another one an expression over it. */
    private static Optional<ColumnUse> inColumn(String line, String name, String column) {
        if (GENERATED.matcher(line).find()) {
            return use("generated column", name, true);
        }
        boolean checked = lower(line).contains(" check (");
        return checked || !name.equalsIgnoreCase(column)
                ? use(checked ? "check constraint of column" : "default of column", name, false)
                : Optional.empty();
    }

    private static Optional<ColumnUse> use(String kind, String name, boolean bars) {
        return Optional.of(new ColumnUse(kind, name.replace("``", "`"), bars));
    }

    /** Keys of other tables: their actions change the column without calling a trigger. */
    private List<ColumnUse> foreignKeys(String column) throws SQLException {
        return Sql.rows(
                connection,
                row -> new ColumnUse("foreign key", row.getString(1), true),
                "select distinct concat(constraint_name, ' of ', table_name) from information_schema.key_column_usage"
                        + " where referenced_table_schema = ? and referenced_table_name = ?"
                        + " and referenced_column_name = ? order by 1",
                table.schema(),
                table.name(),
                column);
    }

    private List<ColumnUse> views(String quoted) throws SQLException {
        return Sql.rows(
                connection,
                row -> new ColumnUse("view", row.getString(1), false),
                "select concat(table_schema, '.', table_name) from information_schema.views"
                        + " where locate(lower(?), lower(view_definition)) > 0 and locate(?, lower(view_definition)) > 0"
                        + " or table_schema = ? and coalesce(view_definition, '') = '' order by table_schema, table_name",
                table.sql(dialect),
                quoted,
                table.schema());
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
